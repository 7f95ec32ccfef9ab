package dev.errata.bench.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * One connection that posts requests which are ready as bytes and only looks at the status of each answer. It costs next
 * to nothing, since it shares the processors with the server that is measured. One thread at a time.
 */
public final class HttpConnection implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;

    /** To a server of this machine. */
    public HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The status of the answer, once all of the answer is there. */
    public int post(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        in.skipNBytes(readHeaders());
        return status;
    }

    /** Reads up to the body and answers how long that is. */
    private int readHeaders() throws IOException {
        var length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("the answer does not tell its length");
        }
        return length;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server hung up");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** A whole request with this body. */
    public static byte[] request(String path, String contentType, byte[] body) {
        var head = """
                POST %s HTTP/1.1
                Host: localhost
                Content-Type: %s
                Content-Length: %d

                """.formatted(path, contentType, body.length)
                .replace("\n", "\r\n")
                .getBytes(US_ASCII);
        var request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
