package dev.errata.http;

import dev.errata.http.AccessMetrics.Denial;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.http.access.Token;
import dev.errata.http.access.TokensUnavailableException;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A server with one route of each kind, and tokens for it. */
final class AccessFixture implements AutoCloseable {
    final List<Denial> denials = new CopyOnWriteArrayList<>();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final WebServer server;
    volatile boolean away;

    private AccessFixture(boolean open) {
        var local = new Principal("default", EnumSet.allOf(Scope.class));
        var access = open
                ? Access.openToThisMachine(local, this::authenticate, denials::add, now::get)
                : Access.byToken(this::authenticate, denials::add, now::get);
        server = WebServer.start(WebServerConfig.of("127.0.0.1", 0), access, List.of(AccessFixture::routes));
    }

    static AccessFixture open() {
        return new AccessFixture(true);
    }

    static AccessFixture closed() {
        return new AccessFixture(false);
    }

    private static void routes(RoutesConfig routes) {
        routes.get(
                "/anyone",
                ctx -> ctx.result(Access.principal(ctx).map(Principal::project).orElse("nobody")),
                Allow.ANYONE);
        routes.post("/ingest", ctx -> ctx.result(Access.project(ctx)), Allow.INGEST);
        routes.get("/read", ctx -> ctx.result(Access.project(ctx)), Allow.READ);
        routes.get("/either", ctx -> ctx.result(Access.project(ctx)), Allow.READ, Allow.ADMIN);
    }

    private Optional<Principal> authenticate(Token token) {
        if (away) {
            throw new TokensUnavailableException("away", null);
        }
        return Optional.ofNullable(principals.get(token.id()));
    }

    Token token(String project, Scope... scopes) {
        var token = Token.random();
        principals.put(token.id(), new Principal(project, Set.of(scopes)));
        return token;
    }

    /** Status line, headers and body of the answer to a request with these header lines beside {@code Host: localhost}. */
    String ask(String methodAndPath, String... headers) {
        return raw(methodAndPath + " HTTP/1.1\nHost: localhost\n" + lines(headers) + "Content-Length: 0\n\n");
    }

    String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String bearer(Token token) {
        return "Authorization: Bearer " + token.reveal();
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\n", headers) + "\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
