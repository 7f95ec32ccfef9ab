package dev.errata.emitter.internal.transport;

import dev.errata.contract.Topics;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Parcel;
import dev.errata.emitter.internal.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * HTTP to a gateway: NDJSON, gzipped. Follows no redirects, so that the token goes to no other host. A parcel that is
 * too large for the gateway goes again in halves.
 */
public final class HttpTransport implements Transport {
    private static final Capacity CAPACITY = new Capacity(500, 1024 * 1024, 4);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(35);

    private final URI gateway;
    private final Supplier<String> token;
    private final HttpClient http;

    /**
     * Connects with the first parcel.
     *
     * @param token asked before each request, so that it can be renewed; empty where the gateway is open
     */
    public HttpTransport(URI gateway, Supplier<String> token) {
        this.gateway = gateway;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    @Override
    public Capacity capacity() {
        return CAPACITY;
    }

    @Override
    public CompletableFuture<Answer> send(Parcel parcel) {
        try {
            return http.sendAsync(request(parcel), BodyHandlers.ofByteArray())
                    .thenCompose(response -> GatewayAnswers.isTooLarge(response) && parcel.size() > 1
                            ? sendHalves(parcel)
                            : CompletableFuture.completedFuture(GatewayAnswers.read(response, parcel.size())))
                    .exceptionally(error -> failed(error, parcel.size()));
        } catch (RuntimeException e) {
            // The token's supplier is the application's own code.
            return CompletableFuture.completedFuture(
                    Answer.all(Fate.NOT_STORED, parcel.size(), "no request can be made: " + name(e)));
        }
    }

    private CompletableFuture<Answer> sendHalves(Parcel parcel) {
        var messages = parcel.messages();
        var middle = messages.size() / 2;
        var first = new Parcel(parcel.kind(), parcel.resend(), messages.subList(0, middle));
        var second = new Parcel(parcel.kind(), parcel.resend(), messages.subList(middle, messages.size()));
        return send(first).thenCompose(answer -> send(second).thenApply(answer::and));
    }

    private HttpRequest request(Parcel parcel) {
        var base = gateway.toString().replaceFirst("/$", "");
        var request = HttpRequest.newBuilder(
                        URI.create(base + "/v1/" + parcel.kind().label()))
                .timeout(ANSWER_TIMEOUT)
                .header("User-Agent", Capture.OWN_AGENT)
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body(parcel)));
        var bearer = token.get();
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (parcel.resend()) {
            request.header(Topics.HTTP_RESEND_HEADER, "1");
        }
        return request.build();
    }

    private static byte[] body(Parcel parcel) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes, 8192)) {
            for (var message : parcel.messages()) {
                gzip.write(message.value());
                gzip.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Without a connection nothing was sent; whatever breaks later may have come after the gateway's work. */
    private static Answer failed(Throwable error, int messages) {
        var cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        var unconnected = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return Answer.all(
                unconnected ? Fate.NOT_STORED : Fate.UNKNOWN,
                messages,
                (unconnected ? "no connection: " : "no answer: ") + name(cause));
    }

    /** The message is left out: it may quote a header. */
    private static String name(Throwable error) {
        return error.getClass().getSimpleName();
    }

    @Override
    public void close() {
        // The client of Java 17 cannot be closed; its threads end when nobody holds it any more.
    }
}
