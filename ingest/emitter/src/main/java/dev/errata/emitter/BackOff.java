package dev.errata.emitter;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: after 0.2 to 30 s, at random below a bound that doubles with each failure in a row, and not before
 * the other side wants it. One thread's.
 */
final class BackOff {
    private static final long MIN_MS = 200;
    private static final long MAX_MS = 30_000;
    private static final int MAX_DOUBLINGS = 8;
    private static final Duration LONGEST_WISH = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private int failures;
    private Instant until = Instant.MIN;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    void succeeded() {
        failures = 0;
    }

    /** Failures of parcels that were on their way together count as one. */
    void failed(Instant now, @Nullable Duration retryAfter) {
        if (!isWaiting(now)) {
            failures++;
            var bound = Math.min(MAX_MS, MIN_MS << Math.min(failures, MAX_DOUBLINGS));
            until = now.plusMillis(random.nextLong(MIN_MS, bound + 1));
        }
        if (retryAfter != null) {
            var wished = now.plus(retryAfter.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : retryAfter);
            until = wished.isAfter(until) ? wished : until;
        }
    }

    /** Whether the last attempt has failed. */
    boolean isFailing() {
        return failures > 0;
    }

    boolean isWaiting(Instant now) {
        return now.isBefore(until);
    }

    /** How long it still waits; zero where it does not. */
    Duration remaining(Instant now) {
        return isWaiting(now) ? Duration.between(now, until) : Duration.ZERO;
    }
}
