package dev.errata.core.detect;

import java.time.Instant;

/**
 * One bin of one series.
 *
 * @param start of the bin
 * @param errors counted in it
 * @param exposure what they were counted in: requests where the totals are known, seconds where not; always the same
 *     unit for one series. 0 where nothing could fail
 * @param silence exposure of the bins without an error between the last observation and this one; 0 where nothing is
 *     known of them, since a gap is not a zero
 * @param elsewhere errors of the bin that do not come from its busiest client; {@link #UNKNOWN} where clients are not
 *     told apart
 */
public record Observation(Instant start, long errors, long exposure, long silence, long elsewhere) {
    /** Clients are not told apart. */
    public static final long UNKNOWN = -1;

    public Observation {
        if (errors < 0 || exposure < 0 || silence < 0 || elsewhere < UNKNOWN) {
            throw new IllegalArgumentException("counts must not be negative");
        }
    }

    /** A bin right after the last one, of clients that are not told apart. */
    public static Observation of(Instant start, long errors, long exposure) {
        return new Observation(start, errors, exposure, 0, UNKNOWN);
    }
}
