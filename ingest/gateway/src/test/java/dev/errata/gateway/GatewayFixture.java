package dev.errata.gateway;

import dev.errata.http.Access;
import dev.errata.http.AccessMetrics;
import dev.errata.http.Route;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway behind a real server, a client for it, and bodies to send. */
final class GatewayFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String EVENT_ID = "019ca9a0-0000-7000-8000-000000000001";

    final InMemoryIngestMetrics metrics = new InMemoryIngestMetrics();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final WebServer server;

    GatewayFixture(RecordLog log) {
        this(log, InstantSource.fixed(NOW));
    }

    GatewayFixture(RecordLog log, InstantSource clock) {
        this(log, clock, GatewayConfig.DEFAULT);
    }

    GatewayFixture(RecordLog log, InstantSource clock, GatewayConfig config) {
        var gateway = new Gateway(log, metrics, config, clock);
        var access = Access.openToThisMachine(
                new Principal("default", EnumSet.allOf(Scope.class)), this::principal, AccessMetrics.NOOP, clock);
        server = WebServer.start(WebServerConfig.of("127.0.0.1", 0), access, List.of(gateway));
    }

    List<Route> routes() {
        return server.routes();
    }

    /** The header of a new token. */
    String[] token(String project, Scope... scopes) {
        var token = Token.random();
        principals.put(token.id(), new Principal(project, Set.of(scopes)));
        return new String[] {"Authorization", "Bearer " + token.reveal()};
    }

    private Optional<Principal> principal(Token token) {
        return Optional.ofNullable(principals.get(token.id()));
    }

    static String event() {
        return event(EVENT_ID);
    }

    static String event(String id) {
        return """
                {"event_id":"%s","time":"2026-03-01T11:59:59.5Z","project":"stolen","status":429,"code":"rate_limit_error"}""".formatted(id);
    }

    static String traffic(String window) {
        return """
                {"source":"emitter-1","seq":1,"window":"%s","model":"m","requests":10}""".formatted(window);
    }

    HttpResponse<String> post(String path, String contentType, String body, String... headers) {
        return post(path, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<byte[]> bytes(String path, String contentType, byte[] body, String... headers) {
        return send(request(path, contentType, body, headers), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String contentType, byte[] body, String... headers) {
        return send(request(path, contentType, body, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String contentType, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .POST(BodyPublishers.ofByteArray(body))
                .header("Content-Type", contentType);
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    /** The answer to a request written byte by byte, or as much of it as comes before the server hangs up. */
    String raw(String head, byte[] body) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String code(HttpResponse<String> answer) {
        return json(answer).path("error").path("code").asString();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
