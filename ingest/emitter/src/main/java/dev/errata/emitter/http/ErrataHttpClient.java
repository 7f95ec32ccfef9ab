package dev.errata.emitter.http;

import dev.errata.emitter.capture.Capture;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A client that does what the application's own does, and shows every attempt to Errata. Requests, answers and exceptions pass
 * as they are, except that the request which an answer names is an equal copy. Web sockets and pushed answers are not shown.
 * Safe from any thread.
 */
public final class ErrataHttpClient extends HttpClient {
    private final HttpClient client;
    private final Attempts attempts;
    private final Lifecycle lifecycle;

    /**
     * @param client does all the work, and is closed with this one
     * @param capture what all hooks of the application share
     */
    public ErrataHttpClient(HttpClient client, Capture capture) {
        this.client = client;
        this.attempts = new Attempts(capture, client.connectTimeout());
        this.lifecycle = new Lifecycle(client);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var attempt = attempts.begin(request, handler);
        try {
            return client.send(attempt.request(), attempt.handler());
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            attempt.failed(e);
            throw e;
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        var attempt = attempts.begin(request, handler);
        return attempt.watch(() -> client.sendAsync(attempt.request(), attempt.handler()));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        var attempt = attempts.begin(request, handler);
        return attempt.watch(() -> client.sendAsync(attempt.request(), attempt.handler(), pushes));
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return client.newWebSocketBuilder();
    }

    /** Overrides what Java 21 and later have; on 17 it does nothing. */
    public void close() {
        lifecycle.close();
    }

    /** As {@link #close}: from Java 21 on. */
    public void shutdown() {
        lifecycle.shutdown();
    }

    /** As {@link #close}: from Java 21 on. */
    public void shutdownNow() {
        lifecycle.shutdownNow();
    }

    /** As {@link #close}: from Java 21 on. */
    public boolean isTerminated() {
        return lifecycle.isTerminated();
    }

    /** As {@link #close}: from Java 21 on. */
    public boolean awaitTermination(Duration duration) throws InterruptedException {
        return lifecycle.awaitTermination(duration);
    }
}
