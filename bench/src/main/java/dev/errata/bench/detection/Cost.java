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
 * What one observation, one series and an explanation cost, and many series.
 *
 * @param update nanoseconds of an observation, half of which have errors, by JMH
 * @param idle nanoseconds of one without errors, by JMH
 * @param explanation nanoseconds of one of 20 applications, 10 models and 30 codes, by JMH
 * @param bytes of the stored state
 * @param many series in one task
 */
record Cost(Spread update, Spread idle, Spread explanation, int bytes, ManySeries many) {
    private static final int BINS = 10_000;
    private static final int REQUESTS = 50;
    private static final double NANOS_A_MILLI = 1e6;

    static Cost measure(Effort effort) throws RunnerException {
        var steps = MicroBenchmark.detection(effort);
        return new Cost(
                requireNonNull(steps.get("DetectorSteps.update")),
                requireNonNull(steps.get("DetectorSteps.idle")),
                requireNonNull(steps.get("AttributionSteps.explain")),
                storedBytes(),
                ManySeries.measure(effort));
    }

    String table() {
        return "%nCost, median of the iterations (least to most): %s ns an update, %s ns without errors, by JMH; %,d bytes a series%n"
                        .formatted(text(update, 1), text(idle, 1), bytes)
                + "An explanation of 20 x 10 x 30 slices: %s ms, by JMH%n".formatted(text(explanation, NANOS_A_MILLI))
                + "%,d series in one task, all with errors: %s ms to judge a window of 10 s%n"
                        .formatted(many.series(), text(many.millis(), 1));
    }

    private static String text(Spread spread, double unit) {
        return "%.1f (%.1f to %.1f)".formatted(spread.median() / unit, spread.min() / unit, spread.max() / unit);
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
