package dev.errata.emitter.capture;

import dev.errata.contract.Target;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as the application tells of it, whatever client it used. Immutable.
 *
 * @param target whom and what was called; the same words for successes and failures, since they are counted by it
 * @param status null where no answer came
 * @param headers of the answer, any case
 * @param body of the answer; empty where there was none
 * @param failure why no answer came; null where one did
 * @param latency from sending to the end; null where it is not known
 */
public record Report(
        Target target,
        @Nullable Integer status,
        Map<String, String> headers,
        String body,
        @Nullable Throwable failure,
        @Nullable Duration latency) {

    public Report {
        headers = Map.copyOf(headers);
    }

    /** An answer came, good or bad. */
    public static Report answered(Target target, int status, Map<String, String> headers, String body) {
        return new Report(target, status, headers, body, null, null);
    }

    /** No answer came. */
    public static Report unanswered(Target target, Throwable failure) {
        return new Report(target, null, Map.of(), "", failure, null);
    }

    /** How long it took. */
    public Report after(Duration took) {
        return new Report(target, status, headers, body, failure, took);
    }
}
