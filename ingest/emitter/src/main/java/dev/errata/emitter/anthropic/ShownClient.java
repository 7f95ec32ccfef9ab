package dev.errata.emitter.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** The SDK's transport, each of whose attempts is shown. */
final class ShownClient implements HttpClient {
    private final HttpClient client;
    private final Attempts attempts;

    ShownClient(HttpClient client, Attempts attempts) {
        this.client = client;
        this.attempts = attempts;
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        var attempt = attempts.begin(request, options);
        try {
            return attempt.shown(client.execute(request, options));
        } catch (RuntimeException | Error e) {
            attempt.failed(e);
            throw e;
        }
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        var attempt = attempts.begin(request, options);
        try {
            return shown(client.executeAsync(request, options), attempt);
        } catch (RuntimeException | Error e) {
            attempt.failed(e);
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** A future of its own, since the answer in it is another; cancelling it cancels the client's. */
    private static CompletableFuture<HttpResponse> shown(CompletableFuture<HttpResponse> answer, Attempt attempt) {
        var result = new CompletableFuture<HttpResponse>();
        var unused = answer.whenComplete((response, failure) -> {
            if (failure != null) {
                attempt.failed(failure);
                result.completeExceptionally(failure);
            } else {
                complete(result, attempt.shown(response));
            }
        });
        var unusedToo = result.whenComplete((response, failure) -> {
            if (result.isCancelled()) {
                answer.cancel(true);
            }
        });
        return result;
    }

    private static void complete(CompletableFuture<HttpResponse> result, HttpResponse response) {
        if (!result.complete(response)) {
            response.close();
        }
    }
}
