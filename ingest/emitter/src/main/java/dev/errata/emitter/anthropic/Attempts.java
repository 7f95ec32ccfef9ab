package dev.errata.emitter.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.capture.PeekStream;
import dev.errata.emitter.capture.RequestHead;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Begins attempts of one client. */
final class Attempts {
    private final Capture capture;
    private final Rest rest = new Rest();

    Attempts(Capture capture) {
        this.capture = capture;
    }

    Attempt begin(HttpRequest request, RequestOptions options) {
        var begun = new AtomicReference<>(new Attempt(capture, rest, null));
        capture.safely(() -> {
            var head = Heads.of(request, options.timeout());
            capture.begin(head, null, identity(request, options)).ifPresent(exchange -> {
                peek(request, head).ifPresent(exchange::requestBody);
                begun.set(new Attempt(capture, rest, exchange));
            });
        });
        return begun.get();
    }

    /** The SDK makes the body once a call, and the options too; the options that stand for none are everybody's. */
    private static @Nullable Object identity(HttpRequest request, RequestOptions options) {
        var body = request.body();
        if (body.isPresent()) {
            return body.get();
        }
        return options == RequestOptions.none() ? null : options;
    }

    private static Optional<PeekStream> peek(HttpRequest request, RequestHead head) {
        return request.body().filter(body -> head.isJson() && body.repeatable()).map(Attempts::peek);
    }

    private static PeekStream peek(HttpRequestBody body) {
        var seen = new PeekStream();
        seen.look(body::writeTo);
        return seen;
    }
}
