package dev.errata.bench.micro;

import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.detect.CountState;
import dev.errata.core.detect.Observation;
import dev.errata.core.detect.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Steps of the detector of counts with one series that has learned for a day. Public, as JMH wants it. */
@State(Scope.Thread)
public class DetectorSteps {
    private static final long BIN_SECONDS = 10;
    private static final int LEARNED_BINS = 8_640;
    private static final int REQUESTS = 50;

    private final CountDetector detector =
            new CountDetector(CountParameters.of(Duration.ofSeconds(BIN_SECONDS), Exposure.REQUESTS));
    private final SplittableRandom random = new SplittableRandom(1);
    private CountState state = detector.start();
    private byte[] encoded = {};
    private long bin;

    /** Learns what is usual: an error in every other bin. */
    @Setup
    public void learn() {
        for (int i = 0; i < LEARNED_BINS; i++) {
            observe(random.nextInt(2));
        }
        encoded = detector.codec().encode(state);
    }

    private Signal observe(long errors) {
        var step = detector.next(state, Observation.of(Instant.ofEpochSecond(bin++ * BIN_SECONDS), errors, REQUESTS));
        state = step.state();
        return step.finding().signal();
    }

    /** A bin of which every other one has an error. */
    @Benchmark
    public Signal update() {
        return observe(random.nextInt(2));
    }

    /** A bin without errors. */
    @Benchmark
    public Signal idle() {
        return observe(0);
    }

    /** The state to bytes. */
    @Benchmark
    public byte[] store() {
        return detector.codec().encode(state);
    }

    /** And back. */
    @Benchmark
    public CountState load() {
        return detector.codec().decode(encoded);
    }
}
