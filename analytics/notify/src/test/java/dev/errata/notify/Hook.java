package dev.errata.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver's server, which keeps what it got and answers as it is told to: 200 where nothing is said. */
final class Hook implements AutoCloseable {
    /** What was received. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(
            String path,
            @Nullable String signature,
            @Nullable String key,
            byte[] body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    Hook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    void answer(int... statuses) {
        for (var status : statuses) {
            answers.add(status);
        }
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/hook");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            messages.add(new Message(
                    exchange.getRequestURI().getPath(),
                    headers.getFirst("Errata-Signature"),
                    headers.getFirst("Errata-Dedupe-Key"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders()
                    .add("Location", address().resolve("/elsewhere").toString());
            exchange.sendResponseHeaders(Objects.requireNonNullElse(answers.poll(), 200), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
