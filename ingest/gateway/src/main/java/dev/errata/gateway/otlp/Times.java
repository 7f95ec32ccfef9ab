package dev.errata.gateway.otlp;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import java.time.Instant;

/** Times of OTLP: nanoseconds since 1970 in 64 bits without a sign; 0 where there is none. */
final class Times {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private Times() {}

    /**
     * The first that is there.
     *
     * @throws InvalidRecordException where neither is
     */
    static Instant first(String name, long nanos, long otherNanos) throws InvalidRecordException {
        var chosen = nanos == 0 ? otherNanos : nanos;
        if (chosen == 0) {
            throw new InvalidRecordException(Reason.MISSING_FIELD, name, name + " is missing");
        }
        return Instant.ofEpochSecond(
                Long.divideUnsigned(chosen, NANOS_PER_SECOND), Long.remainderUnsigned(chosen, NANOS_PER_SECOND));
    }

    /** Negative where it cannot be known. */
    static long millisBetween(long startNanos, long endNanos) {
        return startNanos == 0 || endNanos == 0 ? -1 : Math.floorDiv(endNanos - startNanos, NANOS_PER_MILLI);
    }
}
