package dev.errata.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to tell again.
 *
 * @param pause between two looks into the outbox
 * @param resend between two times that a standing alert is told; four of them are well within Alertmanager's five minutes
 * @param closing how long the end of an alert is told
 * @param firstRetry about so long after the first failure
 * @param lastRetry at most so long after any
 * @param patience a message that could not be told for so long is given up
 */
public record Rhythm(
        Duration pause, Duration resend, Duration closing, Duration firstRetry, Duration lastRetry, Duration patience) {
    /** What everybody but a test uses. */
    public static final Rhythm STANDARD = new Rhythm(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofDays(1));

    private static final int MAX_DOUBLINGS = 20;

    /** Twice as long after each failure, and between half and all of that by chance, so that not everybody comes back at once. */
    Duration afterFailure(int failedBefore, RandomGenerator random) {
        var doubled = firstRetry.multipliedBy(1L << Math.min(failedBefore, MAX_DOUBLINGS));
        var most = doubled.compareTo(lastRetry) < 0 ? doubled : lastRetry;
        return Duration.ofMillis(Math.round(most.toMillis() * (0.5 + random.nextDouble() / 2)));
    }
}
