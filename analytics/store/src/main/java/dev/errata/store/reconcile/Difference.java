package dev.errata.store.reconcile;

import dev.errata.core.RateKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One number of one window that is not what it should be.
 *
 * @param window start of its 10 s, its minute, its hour or its day
 * @param key the series
 * @param stored what the rates say; null where they say nothing
 * @param recomputed what the events, or the records of totals, add up to; null where no source knows
 */
public record Difference(
        Instant window,
        RateKey key,
        Count count,
        @Nullable Long stored,
        @Nullable Long recomputed) {

    /** What is counted. */
    public enum Count {
        /** Failed attempts, from the events. */
        ERRORS,
        /** All attempts, from the records of totals; and so are the rest. */
        REQUESTS,
        CALLS,
        CALLS_FAILED,
        CALLS_RESCUED,
        /** Failed attempts in a minute or an hour, or what is summed up with them, from the windows of 10 s. */
        ERRORS_1M,
        ERRORS_1H,
        /** All attempts in a minute or an hour, or what is summed up with them, from the windows of 10 s. */
        REQUESTS_1M,
        REQUESTS_1H,
        /** Failed attempts in an hour of a packed day, or whether it has any, from the sums by the hour. */
        ERRORS_1H_PACKED,
        /** Failed attempts in all of a packed day, from its own hours. */
        ERRORS_1D;

        /** Its name in SQL and JSON. */
        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By how much the stored number is too small; negative where it is too large. */
    public long missing() {
        return orZero(recomputed) - orZero(stored);
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
