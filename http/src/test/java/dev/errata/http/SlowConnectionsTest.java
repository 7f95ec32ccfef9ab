package dev.errata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B29: who is slow, or opens too many connections, is hung up on, and nobody else notices. */
class SlowConnectionsTest {
    private static final Duration HEADER_TIMEOUT = Duration.ofMillis(400);
    private static final int CONNECTIONS = 20;
    private static final String REQUEST = "GET /ok HTTP/1.1\r\nHost: x\r\n\r\n";

    @AutoClose
    private final WebServer server = WebServer.start(
            new WebServerConfig(
                    "127.0.0.1", 0, Duration.ofSeconds(30), HEADER_TIMEOUT, Duration.ofSeconds(5), CONNECTIONS),
            Access.byToken(_ -> Optional.empty(), AccessMetrics.NOOP, InstantSource.system()),
            List.of(routes -> {
                routes.get("/ok", ctx -> ctx.result("fine"), Allow.ANYONE);
                routes.post("/ok", ctx -> ctx.result(ctx.body()), Allow.ANYONE);
            }));

    @ParameterizedTest(name = "B29 {0}")
    @ValueSource(strings = {"", REQUEST, REQUEST + REQUEST})
    void headers_trickling_areCutOff_alsoAfterGoodRequests(String before) throws Exception {
        try (var slow = connect()) {
            send(slow, before);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        send(slow, "A");
                        return isClosed(slow);
                    });
            assertThat(ask()).endsWith("fine");
        }
    }

    @Test
    void connection_idleBetweenRequests_isKept() throws Exception {
        try (var calm = connect()) {
            send(calm, REQUEST);
            await().until(() -> read(calm).contains("fine"));
            for (var end = System.nanoTime() + HEADER_TIMEOUT.multipliedBy(3).toNanos(); System.nanoTime() < end; ) {
                assertThat(isClosed(calm)).isFalse();
            }
            send(calm, REQUEST);

            await().until(() -> read(calm).contains("fine"));
        }
    }

    @Test
    void body_slowerThanHeadersMayBe_isRead() throws Exception {
        try (var slow = connect()) {
            send(slow, "POST /ok HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\n");
            for (int i = 0; i < 29; i++) {
                send(slow, "b");
                assertThat(isClosed(slow)).isFalse();
            }
            send(slow, "b");

            await().until(() -> read(slow).contains("b".repeat(30)));
        }
    }

    @Test
    void connections_beyondTheirNumber_areClosed_untilOthersAreGone() throws Exception {
        var idle = new ArrayList<Socket>();
        for (int i = 0; i < CONNECTIONS; i++) {
            var socket = connect();
            send(socket, REQUEST);
            await().until(() -> read(socket).contains("fine"));
            idle.add(socket);
        }
        try (var more = connect()) {
            await().until(() -> isClosed(more));
        }

        for (var socket : idle) {
            socket.close();
        }
        await().ignoreExceptions().untilAsserted(() -> assertThat(ask()).endsWith("fine"));
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(50);
        return socket;
    }

    private String ask() throws IOException {
        try (var socket = connect()) {
            socket.setSoTimeout(10_000);
            send(socket, "GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** A byte that finds nobody is no failure of the test: the next read shows that the connection is gone. */
    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String read(Socket socket) throws IOException {
        var bytes = new byte[4_096];
        try {
            var count = socket.getInputStream().read(bytes);
            return new String(bytes, 0, Math.max(0, count), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // Answers to the requests before.
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
