package dev.errata.app.cli;

import dev.errata.app.client.FakeServer;
import dev.errata.app.node.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a server that answers what a test tells it. */
abstract class CommandFixture {
    static final String EVENTS = """
            {"id":"req_1","events":[{"event_id":"e","time":"2026-11-25T12:00:00Z","status":429,
             "code":"rate_limit_error","model":"deepseek-v4-flash","message":"slow down","matched":"request_id"}]}""";

    final FakeServer server = server();
    final Console console =
            new Console(Map.of("ERRATA_SERVER", server.address().toString()), Terminal.NONE, new Wiring());

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        server.close();
    }

    final String file(String lines) throws IOException {
        return Files.writeString(directory.resolve("events.ndjson"), lines).toString();
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static FakeServer server() {
        try {
            return new FakeServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
