package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDetectorTest extends DetectorContract<Sample, ValueState> {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final ValueDetector detector = new ValueDetector();

    @Override
    Detector<Sample, ValueState> detector() {
        return detector;
    }

    @Override
    Sample normal(int place, SplittableRandom random) {
        return sample(place, 100 + 5 * Draw.gaussian(random));
    }

    @Override
    Sample incident(int place, SplittableRandom random) {
        return sample(place, 300 + 5 * Draw.gaussian(random));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1})
    void next_departureToEitherSide_isRaised(double side) {
        var state = detector.start();
        var random = new SplittableRandom(14);
        for (int place = 0; place < 1000; place++) {
            state = detector.next(state, normal(place, random)).state();
        }

        assertThat(detector.next(state, sample(1000, 100 + side * 80)).finding().signal())
                .isEqualTo(Signal.RAISED);
    }

    @Test
    void sample_ofNoNumber_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(START, Double.NaN));
    }

    private static Sample sample(int place, double value) {
        return new Sample(START.plusSeconds(300L * place), value);
    }
}
