package dev.errata.emitter.http;

import dev.errata.emitter.capture.Exchange;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt.
 *
 * @param exchange null where it is not to be seen
 * @param request what to send
 * @param handler what to give the answer to
 */
record Attempt<T>(@Nullable Exchange exchange, HttpRequest request, BodyHandler<T> handler) {

    void failed(Throwable cause) {
        if (exchange != null) {
            exchange.failed(cause);
        }
    }

    /** The very future that the client gives, so that cancelling it reaches the client. */
    CompletableFuture<HttpResponse<T>> watch(Supplier<CompletableFuture<HttpResponse<T>>> sending) {
        try {
            var answer = sending.get();
            var unused = answer.whenComplete((response, failure) -> {
                if (failure != null) {
                    failed(unwrapped(failure));
                }
            });
            return answer;
        } catch (RuntimeException | Error e) {
            failed(e);
            throw e;
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
