package dev.errata.bench.detection;

import dev.errata.bench.Effort;
import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What one observation and one series cost: a plain timed loop after warming up, so a figure of size, not of precision.
 *
 * @param nanosAnUpdate of an observation, half of which have errors
 * @param nanosAnEmptyUpdate of one without errors
 * @param bytes of the stored state
 */
record Cost(double nanosAnUpdate, double nanosAnEmptyUpdate, int bytes) {
    private static final int UPDATES = 100_000;
    private static final int REQUESTS = 50;

    static Cost measure(Effort effort) {
        var detector = new CountDetector(CountParameters.of(Duration.ofSeconds(10), Exposure.REQUESTS));
        var busy = Double.MAX_VALUE;
        var empty = Double.MAX_VALUE;
        for (int round = 0; round < effort.warmUps() + effort.rounds(); round++) {
            busy = Math.min(busy, nanos(detector, 2));
            empty = Math.min(empty, nanos(detector, 0));
        }
        return new Cost(busy, empty, bytes(detector));
    }

    private static double nanos(CountDetector detector, int mostErrors) {
        var random = new SplittableRandom(1);
        var state = detector.start();
        var start = System.nanoTime();
        for (int bin = 0; bin < UPDATES; bin++) {
            state = detector.next(state, observation(bin, random, mostErrors)).state();
        }
        return (System.nanoTime() - start) / (double) UPDATES;
    }

    private static int bytes(CountDetector detector) {
        var random = new SplittableRandom(1);
        var state = detector.start();
        for (int bin = 0; bin < 10_000; bin++) {
            state = detector.next(state, observation(bin, random, 2)).state();
        }
        return detector.codec().encode(state).length;
    }

    private static Observation observation(int bin, SplittableRandom random, int mostErrors) {
        var errors = mostErrors == 0 ? 0 : random.nextInt(mostErrors);
        return Observation.of(Instant.ofEpochSecond(bin * 10L), errors, REQUESTS);
    }
}
