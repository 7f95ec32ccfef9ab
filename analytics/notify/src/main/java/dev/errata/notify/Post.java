package dev.errata.notify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts JSON over HTTP/1.1, each time on a connection of its own, to the very address that was looked at: a name that
 * resolves to another one a moment later changes nothing, which no client of the JDK can promise. A redirect is an answer like any
 * other, and the body of an answer is not read. Safe from any thread.
 */
final class Post {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final int MAX_LINE = 1024;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: [^\r\n]*)?\r?\n");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final AddressRule rule;

    /** @param rule which addresses it connects to */
    Post(AddressRule rule) {
        this.rule = rule;
    }

    /**
     * Sends the body and answers the status.
     *
     * @param headers besides those that HTTP needs; from the settings and from us, never from a client
     * @throws IOException where no answer came, or the address is not allowed
     */
    int json(URI target, Map<String, String> headers, byte[] body) throws IOException {
        try (var socket = connect(target)) {
            socket.setSoTimeout((int) READ.toMillis());
            var out = socket.getOutputStream();
            out.write(head(target, headers, body.length));
            out.write(body);
            out.flush();
            return status(socket.getInputStream());
        }
    }

    private Socket connect(URI target) throws IOException {
        var port = port(target);
        IOException failure = new ConnectException("no address");
        for (var address : allowed(target.getHost())) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
                return isSecure(target) ? secured(socket, target.getHost(), port) : socket;
            } catch (IOException e) {
                failure = e;
                socket.close();
            }
        }
        throw failure;
    }

    /** One forbidden address among several is a trick or a mistake: none of them is used then. */
    private InetAddress[] allowed(String host) throws IOException {
        var addresses = InetAddress.getAllByName(bare(host));
        if (!Arrays.stream(addresses).allMatch(rule::allows)) {
            throw new ConnectException("the address of " + host + " is private, and private ones are not allowed");
        }
        return addresses;
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        var socket = (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, bare(host), port, true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) READ.toMillis());
        socket.startHandshake();
        return socket;
    }

    private static byte[] head(URI target, Map<String, String> headers, int length) {
        var path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        var port = target.getPort() < 0 ? "" : ":" + target.getPort();
        var head = new StringBuilder("POST ").append(path).append(query).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(target.getHost()).append(port).append("\r\n");
        head.append("User-Agent: errata\r\nContent-Type: application/json\r\nConnection: close\r\n");
        head.append("Content-Length: ").append(length).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(ISO_8859_1);
    }

    /** Reads the status line, and no more than it has to. */
    private static int status(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        var end = System.nanoTime() + READ.toNanos();
        for (int next = in.read(); next >= 0 && line.size() < MAX_LINE; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
            if (System.nanoTime() > end) {
                throw new SocketTimeoutException("the answer comes too slowly");
            }
        }
        var matcher = STATUS_LINE.matcher(line.toString(ISO_8859_1));
        if (!matcher.matches()) {
            throw new IOException(line.size() == 0 ? "the connection ended without an answer" : "no HTTP answer");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static int port(URI target) {
        return target.getPort() >= 0 ? target.getPort() : isSecure(target) ? HTTPS_PORT : HTTP_PORT;
    }

    private static boolean isSecure(URI target) {
        return "https".equalsIgnoreCase(target.getScheme());
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
