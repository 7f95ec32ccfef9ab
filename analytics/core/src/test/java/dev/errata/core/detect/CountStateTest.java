package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.detect.CountParameters.Exposure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountStateTest {
    private static final Duration BIN = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int MOST_BYTES = 2048;
    private static final int A_DAY = 8_640;
    private static final int INCIDENT = 30;

    /** A hundred thousand calls a second, and errors that vary by their half: no number is a short one. */
    @ParameterizedTest
    @EnumSource
    void encode_ofTheBusiestSeries_takesAtMostTwoKilobytes(Exposure exposure) {
        var detector = new CountDetector(CountParameters.of(BIN, exposure));
        var random = new SplittableRandom(1);
        var state = detector.start();
        for (int place = 0; place < 2 * A_DAY; place++) {
            var share = place % 1_000 < INCIDENT ? 0.5 : 0.05;
            state = detector.next(state, busy(place, share, exposure, random)).state();
        }

        assertThat(detector.codec().encode(state)).hasSizeLessThanOrEqualTo(MOST_BYTES);
    }

    private static Observation busy(int place, double share, Exposure exposure, SplittableRandom random) {
        var calls = Math.round(1_000_000 * (1 + 0.1 * Draw.gaussian(random)));
        var errors = Math.round(calls * share * Math.max(0.1, 1 + 0.5 * Draw.gaussian(random)));
        var elsewhere = Math.round(errors * random.nextDouble());
        var start = START.plus(BIN.multipliedBy(place));
        return new Observation(start, errors, exposure == Exposure.REQUESTS ? calls : BIN.toSeconds(), 0, elsewhere);
    }

    /** It had each number as it is, not as a step from the one before. */
    @Test
    void decode_ofWhatWasWrittenBeforeNumbersWereSteps_isTheSameState() throws IOException {
        var codec = new CountDetector(CountParameters.of(BIN, Exposure.REQUESTS)).codec();

        assertThat(codec.encode(codec.decode(resource("count-state-1.bin")))).isEqualTo(codec.encode(small()));
    }

    private static CountState small() {
        var detector = new CountDetector(CountParameters.of(BIN, Exposure.REQUESTS));
        var random = new SplittableRandom(2);
        var state = detector.start();
        for (int place = 0; place < 1_000; place++) {
            var start = START.plus(BIN.multipliedBy(place));
            var errors = Draw.poisson(random, place < 980 ? 1 : 20);
            state = detector.next(state, new Observation(start, errors, 50, 0, errors / 2))
                    .state();
        }
        return state;
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(CountStateTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
