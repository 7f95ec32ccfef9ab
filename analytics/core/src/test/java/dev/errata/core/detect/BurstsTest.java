package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurstsTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int DAY = 86_400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyBursts_storedAndReadOnTheWayInAnyOrder_areTheSame(long seed) {
        var random = new Random(seed);
        var kept = Bursts.UNKNOWN;
        var stored = Bursts.UNKNOWN;
        for (int hour = 0; hour < 100; hour++) {
            var ended = Stream.generate(() -> new Burst(1 + random.nextInt(7), random.nextDouble(-1, 500)))
                    .limit(random.nextInt(5))
                    .toList();
            var shuffled = new ArrayList<>(ended);
            Collections.shuffle(shuffled, random);
            var series = random.nextInt(100);
            kept = kept.with(START.plusSeconds(3600L * hour), series, ended);
            stored = Bursts.read(stored.toBytes()).with(START.plusSeconds(3600L * hour), series, shuffled);
            assertThat(stored.toBytes()).as("seed %d", seed).isEqualTo(kept.toBytes());
        }
        assertThat(kept.toBytes()).hasSizeLessThan(1_000);
    }

    @Test
    void areKnown_onlyAfterAWeekOfOneSeriesOrADayOfSeven() {
        var begun = Bursts.UNKNOWN.with(START, 7, List.of());

        assertThat(Bursts.UNKNOWN.areKnown()).isFalse();
        assertThat(begun.with(START.plusSeconds(DAY / 2), 7, List.of()).areKnown())
                .isFalse();
        assertThat(begun.with(START.plusSeconds(DAY), 8, List.of()).areKnown()).isTrue();
    }

    @Test
    void perDay_nearsWhatWasSeen() {
        var bursts = Bursts.UNKNOWN.with(START, 0, List.of());
        for (int day = 1; day <= 20; day++) {
            bursts = bursts.with(
                    START.plusSeconds((long) day * DAY), 1_000, Collections.nCopies(3_000, new Burst(2, 50)));
        }

        assertThat(bursts.perDay(2, 3)).isCloseTo(3, within(0.2));
        assertThat(bursts.perDay(2, 4)).isLessThan(1);
        assertThat(bursts.perDay(1, 3)).isLessThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, 1.3, 2})
    void perDay_ofALengthThatWasNotSeen_followsTheTailOfOthers(double exponent) {
        var random = new Random(6);
        var ended = Stream.generate(() ->
                        new Burst(1, Bursts.LEAST_EXCESS * Math.pow(1 - random.nextDouble(), -1 / exponent)))
                .limit(3_000)
                .toList();
        var bursts = Bursts.UNKNOWN.with(START, 1, ended);

        assertThat(bursts.perDay(2, 7) / bursts.perDay(2, 5)).isCloseTo(Math.pow(4, -exponent), withinPercentage(20));
    }

    @Test
    void read_ofSomethingElse_isRefused() {
        var bytes = Bursts.UNKNOWN.toBytes();
        var otherVersion = bytes.clone();
        otherVersion[0]++;

        assertThatIllegalArgumentException().isThrownBy(() -> Bursts.read(otherVersion));
        assertThatIllegalArgumentException().isThrownBy(() -> Bursts.read(Arrays.copyOf(bytes, bytes.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Bursts.read(new byte[0]));
    }
}
