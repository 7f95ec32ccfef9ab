package dev.errata.app.node;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whom Alertmanager tells. */
final class Hook implements AutoCloseable {
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private record Message(String path, JsonNode body) {}

    Hook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            messages.add(new Message(exchange.getRequestURI().getPath(), body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The messages to a receiver in which such an alert is, each with its group and its alerts. */
    List<JsonNode> told(String path, String status, String alert) {
        return messages.stream()
                .filter(message -> message.path().equals(path))
                .map(Message::body)
                .filter(body -> body.path("alerts")
                        .valueStream()
                        .anyMatch(told -> told.path("status").asString().equals(status)
                                && told.at("/labels/alertname").asString("").equals(alert)))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
