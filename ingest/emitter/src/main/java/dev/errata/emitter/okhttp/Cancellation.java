package dev.errata.emitter.okhttp;

import dev.errata.emitter.capture.AnswerBody;
import dev.errata.emitter.capture.Exchange;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Tells an application that cancels a call from OkHttp's own limit for the whole call: OkHttp cancels then too, and only says
 * why above the interceptors.
 */
final class Cancellation {
    /** The limit began to run a moment before the interceptor was called. */
    private static final double ABOUT = 0.9;

    private final Call call;
    private final long startNanos = System.nanoTime();

    /** For a call whose interceptor is called now. */
    Cancellation(Call call) {
        this.call = call;
    }

    /** The limit of the whole call; null where there is none. */
    @Nullable
    Long limitMs() {
        var nanos = call.timeout().timeoutNanos();
        return nanos == 0 ? null : Long.valueOf(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    void failed(Exchange exchange, Throwable cause) {
        if (!call.isCanceled()) {
            exchange.failed(cause);
        } else if (isTimeUp()) {
            exchange.timedOut(cause);
        } else {
            exchange.cancelled();
        }
    }

    void broken(AnswerBody body, Throwable cause) {
        if (!call.isCanceled()) {
            body.broken(cause);
        } else if (isTimeUp()) {
            body.timedOut(cause);
        } else {
            body.cancelled();
        }
    }

    private boolean isTimeUp() {
        var limit = call.timeout().timeoutNanos();
        return limit > 0 && System.nanoTime() - startNanos >= limit * ABOUT;
    }
}
