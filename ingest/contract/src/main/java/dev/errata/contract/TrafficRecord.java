package dev.errata.contract;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All calls of one source in one window: the denominator. There is one record per (source, window, app, env, region,
 * provider, model, operation); one with a higher {@code seq} replaces it, so that a resend never adds.
 *
 * @param source the emitter instance that counted
 * @param seq grows with every record of the source
 * @param window start of the window, a multiple of {@link #WINDOW}
 * @param caller who called; the version is not part of a record
 * @param target whom and what was called
 * @param requests attempts, failed ones too
 * @param calls logical calls; null where the source does not know them
 * @param lost failed attempts that the source saw and could not deliver, as far as it knows; null where it does not say
 */
public record TrafficRecord(
        String source,
        long seq,
        Instant window,
        Caller caller,
        Target target,
        long requests,
        @Nullable Calls calls,
        @Nullable Long lost) {

    /** Of a source that says nothing about losses. */
    public TrafficRecord(
            String source,
            long seq,
            Instant window,
            Caller caller,
            Target target,
            long requests,
            @Nullable Calls calls) {
        this(source, seq, window, caller, target, requests, calls, null);
    }

    /** The length of a window, of rates and totals alike. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    /**
     * Logical calls, each of one or more attempts.
     *
     * @param total all of them
     * @param failed those whose last attempt failed
     * @param rescued those that succeeded after at least one failure
     */
    public record Calls(long total, long failed, long rescued) {}

    /** The same record as the given project's own. */
    public TrafficRecord inProject(String project) {
        return new TrafficRecord(source, seq, window, caller.withProject(project), target, requests, calls, lost);
    }
}
