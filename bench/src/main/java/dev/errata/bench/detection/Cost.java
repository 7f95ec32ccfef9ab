package dev.errata.bench.detection;

import static java.util.Objects.requireNonNull;

import dev.errata.bench.Effort;
import dev.errata.bench.Spread;
import dev.errata.bench.micro.MicroBenchmark;
import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What one observation and one series cost, and many of them.
 *
 * @param update nanoseconds of an observation, half of which have errors, by JMH
 * @param idle nanoseconds of one without errors, by JMH
 * @param bytes of the stored state
 * @param many series in one task
 */
record Cost(Spread update, Spread idle, int bytes, ManySeries many) {
    private static final int BINS = 10_000;
    private static final int REQUESTS = 50;

    static Cost measure(Effort effort) throws RunnerException {
        var steps = MicroBenchmark.detector(effort);
        return new Cost(
                requireNonNull(steps.get("update")),
                requireNonNull(steps.get("idle")),
                storedBytes(),
                ManySeries.measure(effort));
    }

    private static int storedBytes() {
        var detector = new CountDetector(CountParameters.of(Duration.ofSeconds(10), Exposure.REQUESTS));
        var random = new SplittableRandom(1);
        var state = detector.start();
        for (int bin = 0; bin < BINS; bin++) {
            var observation = Observation.of(Instant.ofEpochSecond(bin * 10L), random.nextInt(2), REQUESTS);
            state = detector.next(state, observation).state();
        }
        return detector.codec().encode(state).length;
    }
}
