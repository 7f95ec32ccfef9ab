package dev.errata.store.query;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * A span of time cut into equal buckets, aligned to the epoch: the same instant is in the same bucket, whoever asks.
 *
 * @param from the first bucket's start
 * @param to the last bucket's end
 * @param step a bucket's length, a multiple of 10 s
 */
public record TimeGrid(Instant from, Instant to, Duration step) {
    /** What the rates are stored in. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int DEFAULT_BUCKETS = 360;
    private static final long[] DEFAULT_STEPS_SECONDS = {
        10, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400
    };

    public TimeGrid {
        if (!step.isPositive() || !step.equals(WINDOW.multipliedBy(step.dividedBy(WINDOW)))) {
            throw new IllegalArgumentException("step must be a multiple of " + WINDOW.toSeconds() + " s");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to");
        }
        from = floor(from, step);
        to = floor(to.minusNanos(1), step).plus(step);
    }

    /** With buckets of a round length, at most {@value #DEFAULT_BUCKETS} or so. */
    public static TimeGrid of(Instant from, Instant to) {
        var enough = Duration.between(from, to).toSeconds() / DEFAULT_BUCKETS;
        var step = LongStream.of(DEFAULT_STEPS_SECONDS)
                .filter(seconds -> seconds >= enough)
                .findFirst()
                .orElse(DEFAULT_STEPS_SECONDS[DEFAULT_STEPS_SECONDS.length - 1]);
        return new TimeGrid(from, to, Duration.ofSeconds(step));
    }

    /** How many buckets there are. */
    public long size() {
        return Duration.between(from, to).dividedBy(step);
    }

    private static Instant floor(Instant time, Duration step) {
        var seconds = time.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, step.toSeconds()));
    }
}
