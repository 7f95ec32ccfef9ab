package dev.errata.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One count as it stands: a whole value, so that a later one replaces it.
 *
 * @param window start of its 10 s; of a {@link Coverage} start of its minute
 * @param closed whether every input has passed the window's end; late additions within the grace may still follow
 */
public record Cell(Instant window, RateKey key, Count count, boolean closed) {

    /** What was counted. */
    public sealed interface Count permits Errors, Traffic, Coverage {}

    /** Failed attempts that the topology counted. */
    public record Errors(long errors) implements Count {}

    /**
     * Totals over all sources.
     *
     * @param requests attempts
     * @param calls logical calls of the sources that know them; null where none does
     */
    public record Traffic(long requests, @Nullable Calls calls) implements Count {}

    /** As in {@link dev.errata.contract.TrafficRecord.Calls}, summed. */
    public record Calls(long total, long failed, long rescued) {}
}
