package dev.errata.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** HTTP to one server. Safe from any thread. */
final class Transport implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONG_ANSWER = Duration.ofDays(1);

    private static final String NO_CONNECTION = "no connection; is `errata up` running?";
    private static final int OK = 200;

    private final URI server;
    private final String token;
    private final HttpClient http;

    Transport(URI server, String token) {
        this.server = server;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** A request whose path, query included, is encoded already. */
    HttpRequest.Builder request(String pathAndQuery) {
        var base = server.toString().replaceFirst("/$", "");
        var request = HttpRequest.newBuilder(URI.create(base + pathAndQuery)).timeout(ANSWER_TIMEOUT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    /**
     * Sends a request once.
     *
     * @throws UnreachableException where there was no connection: nothing was sent
     * @throws IOException where the connection broke or no answer came: the server may have done its work
     */
    Answer send(HttpRequest request) throws IOException, UnreachableException, InterruptedException {
        try {
            return answer(http.send(request, BodyHandlers.ofByteArray()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new UnreachableException(server, NO_CONNECTION, e);
        }
    }

    /**
     * The answer as it is, whatever its format.
     *
     * @throws RefusedException where it is an error
     */
    String text(HttpRequest request) throws IOException, UnreachableException, RefusedException, InterruptedException {
        try {
            var response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == OK) {
                return new String(response.body(), UTF_8);
            }
            throw new RefusedException(response.statusCode(), json(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new UnreachableException(server, NO_CONNECTION, e);
        }
    }

    /**
     * Hands on the lines of an answer as they come, whatever its length.
     *
     * @throws RefusedException where it is an error
     * @throws IOException where the connection broke: some lines may be missing
     */
    void lines(HttpRequest.Builder request, Consumer<String> line)
            throws IOException, UnreachableException, RefusedException, InterruptedException {
        try {
            var response = http.send(request.timeout(LONG_ANSWER).build(), BodyHandlers.ofLines());
            try (var lines = response.body()) {
                if (response.statusCode() != OK) {
                    throw new RefusedException(
                            response.statusCode(),
                            json(lines.collect(Collectors.joining("\n")).getBytes(UTF_8)));
                }
                lines.forEach(line);
            }
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new UnreachableException(server, NO_CONNECTION, e);
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    UnreachableException unreachable(IOException cause) {
        return new UnreachableException(server, cause.toString(), cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        var retryAfter = response.headers().firstValue("Retry-After").map(Transport::seconds);
        return new Answer(response.statusCode(), json(response.body()), retryAfter);
    }

    /** Something that is no JSON comes from a proxy, or from another server than Errata. */
    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (InvalidRecordException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static Duration seconds(String header) {
        return header.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration.ofSeconds(1);
    }
}
