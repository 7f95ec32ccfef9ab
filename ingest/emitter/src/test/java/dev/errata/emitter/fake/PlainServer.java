package dev.errata.emitter.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Answers in plain text, whatever it is asked: no TLS comes about with it. */
public final class PlainServer implements AutoCloseable {
    private final ServerSocket server;

    public PlainServer() {
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var thread = new Thread(this::answer, "plain-server");
        thread.setDaemon(true);
        thread.start();
    }

    public String tlsUrl() {
        return "https://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until it is closed. */
    private void answer() {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                client.getInputStream().read(new byte[8192]);
            } catch (IOException e) {
                // the client has gone, or the server is closed
            }
        }
    }
}
