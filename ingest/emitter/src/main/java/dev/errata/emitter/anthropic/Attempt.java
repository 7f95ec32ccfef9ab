package dev.errata.emitter.anthropic;

import com.anthropic.core.http.HttpResponse;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.capture.Exchange;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt.
 *
 * @param exchange null where it is not to be seen
 */
record Attempt(Capture capture, Rest rest, @Nullable Exchange exchange) {

    void failed(Throwable cause) {
        if (exchange != null) {
            var failure = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
            exchange.failed(failure);
        }
    }

    HttpResponse shown(HttpResponse response) {
        if (exchange == null) {
            return response;
        }
        var shown = new AtomicReference<>(response);
        capture.safely(() -> shown.set(new ShownResponse(
                response, exchange.answered(response.statusCode(), Heads.first(response.headers())), rest)));
        return shown.get();
    }
}
