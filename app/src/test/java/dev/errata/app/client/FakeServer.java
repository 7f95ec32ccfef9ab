package dev.errata.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server that answers what it was told to, the last answer for ever, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One request. */
    public record Asked(
            String target,
            @Nullable String resend,
            String body,
            @Nullable String authorization) {

        /** One without a token. */
        public Asked(String target, @Nullable String resend, String body) {
            this(target, resend, body, null);
        }
    }

    private record Reply(int status, String body, @Nullable String retryAfter) {}

    /** Listens on a free port of loopback. */
    public FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers the next request like this. */
    public FakeServer reply(int status, String body) {
        replies.add(new Reply(status, body, null));
        return this;
    }

    /** Answers the next request like this, and asks to come back later. */
    public FakeServer busy(int status, int retryAfterSeconds) {
        replies.add(new Reply(status, "{\"error\":{}}", Integer.toString(retryAfterSeconds)));
        return this;
    }

    /** Breaks the connection of the next request after having read it. */
    public FakeServer breakOff() {
        replies.add(new Reply(0, "", null));
        return this;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var resend = exchange.getRequestHeaders().getFirst("Errata-Resend");
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(new Asked(exchange.getRequestURI().toString(), resend, body, authorization));
            var reply = replies.size() > 1 ? replies.poll() : replies.peek();
            if (reply != null && reply.status() != 0) {
                send(exchange, reply);
            }
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        var bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
