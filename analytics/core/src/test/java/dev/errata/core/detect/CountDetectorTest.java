package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.errata.core.detect.CountParameters.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountDetectorTest extends DetectorContract<Observation, CountState> {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BIN = 10;
    private static final int HOUR = 360;
    private static final int REQUESTS = 50;
    private static final double SHARE = 0.01;

    private final CountDetector detector =
            new CountDetector(CountParameters.of(Duration.ofSeconds(BIN), Exposure.REQUESTS));

    @Override
    Detector<Observation, CountState> detector() {
        return detector;
    }

    @Override
    Observation normal(int place, SplittableRandom random) {
        return bin(place, Draw.poisson(random, REQUESTS * SHARE), REQUESTS);
    }

    @Override
    Observation incident(int place, SplittableRandom random) {
        return bin(place, Draw.poisson(random, REQUESTS * 0.4), REQUESTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void next_storm_isRaisedWithinAMinute(long seed) {
        assertThat(raisedAfter(observations(seed, 4 * HOUR, 5 * HOUR), 4 * HOUR))
                .isBetween(0, 6);
    }

    @Test
    void next_mostCallsFailAtHalfARequestASecond_isRaised() {
        var random = new SplittableRandom(20);
        var bins = bins(4 * HOUR, place -> {
            var requests = Draw.poisson(random, 5);
            return bin(place, place < 3 * HOUR ? 0 : Math.round(0.9 * requests), requests);
        });

        assertThat(raisedAfter(bins, 3 * HOUR)).isBetween(0, 6);
    }

    @Test
    void next_trickleOfTwentyFailuresInTwentyFiveCallsOverSixHours_isRaised() {
        var bins = bins(30 * HOUR, place -> {
            var called = place % 86 == 0;
            return bin(place, called && place >= 24 * HOUR && place % 430 != 0 ? 1 : 0, called ? 1 : 0);
        });

        assertThat(raisedAfter(bins, 24 * HOUR)).isBetween(0, 6 * HOUR);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void next_slowRamp_isRaisedBeforeItsEnd(long seed) {
        var random = new SplittableRandom(seed);
        var ramp = 12 * HOUR;
        var bins = bins(ramp + HOUR, place -> {
            var factor = place < ramp ? 1 : 1 + 9.0 * (place - ramp) / HOUR;
            return bin(place, Draw.poisson(random, REQUESTS * SHARE * factor), REQUESTS);
        });

        assertThat(raisedAfter(bins, ramp)).as("seed %d", seed).isBetween(0, HOUR);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void next_burstOfOneClient_isOnlySuspected(int length) {
        var random = new SplittableRandom(24);
        var bins = bins(
                8 * HOUR,
                place -> place >= 5 * HOUR && place < 5 * HOUR + length
                        ? bin(place, 30, REQUESTS)
                        : normal(place, random));

        assertThat(signals(bins)).contains(Signal.SUSPECTED).doesNotContain(Signal.RAISED);
    }

    @Test
    void next_shortBurstOfSeveralClients_isRaisedAtOnce() {
        var random = new SplittableRandom(25);
        var bins = bins(
                5 * HOUR + 1,
                place -> place == 5 * HOUR ? new Observation(time(place), 30, REQUESTS, 0, 18) : normal(place, random));

        assertThat(signals(bins).getLast()).isEqualTo(Signal.RAISED);
    }

    @Test
    void next_secondSpikeAnHourLater_isRaisedAgain() {
        var random = new SplittableRandom(26);
        var bins = bins(8 * HOUR, place -> {
            var inSpike = (place >= 5 * HOUR && place < 6 * HOUR) || place >= 7 * HOUR;
            return inSpike ? incident(place, random) : normal(place, random);
        });

        assertThat(signals(bins).stream().filter(Signal.RAISED::equals)).hasSize(2);
        assertThat(raisedAfter(bins, 7 * HOUR)).isBetween(0, 6);
    }

    @Test
    void next_alarm_isClearedAfterTheSpike() {
        var random = new SplittableRandom(27);
        var bins = bins(
                6 * HOUR,
                place -> place >= 5 * HOUR && place < 5 * HOUR + 60 ? incident(place, random) : normal(place, random));

        assertThat(signals(bins).indexOf(Signal.CLEARED)).isBetween(5 * HOUR + 60, 5 * HOUR + 60 + 120);
    }

    @Test
    void next_alarmThatIsOverWithinTenMinutes_doesNotRaiseTheThreshold() {
        var random = new SplittableRandom(33);
        var bins = bins(
                6 * HOUR,
                place -> place >= 5 * HOUR && place < 5 * HOUR + 12 ? incident(place, random) : normal(place, random));
        var state = detector.start();
        for (var observation : bins) {
            state = detector.next(state, observation).state();
        }

        assertThat(signals(bins)).contains(Signal.CLEARED);
        assertThat(state.peaks.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {28, 29, 30})
    void next_moreTrafficAtTheSameShare_isNormal(long seed) {
        var random = new SplittableRandom(seed);
        var bins = bins(10 * HOUR, place -> {
            var requests = place < 8 * HOUR ? REQUESTS : 4 * REQUESTS;
            return bin(place, Draw.poisson(random, requests * SHARE), requests);
        });

        assertThat(signals(bins)).doesNotContain(Signal.RAISED);
    }

    @Test
    void next_afterAGap_doesNotTakeItForZeros() {
        var random = new SplittableRandom(31);
        var withoutGap = bins(5 * HOUR, place -> normal(place, random));
        var state = detector.start();
        for (var observation : withoutGap) {
            state = detector.next(state, observation).state();
        }
        var rate = state.baseline.usual().rate();

        var afterGap = detector.next(state, bin(11 * HOUR, 0, REQUESTS)).state();

        assertThat(afterGap.baseline.usual().rate()).isCloseTo(rate, withinPercentage(10));
    }

    @Test
    void next_silenceInOneStep_isTheSameAsBinByBin() {
        var one = detector.next(detector.start(), bin(0, 0, REQUESTS)).state();
        var many = one;
        for (int place = 1; place <= HOUR; place++) {
            many = detector.next(many, bin(place, 0, REQUESTS)).state();
        }
        var silence = new Observation(time(HOUR + 1), 1, REQUESTS, (long) HOUR * REQUESTS, Observation.UNKNOWN);

        assertThat(detector.codec().encode(detector.next(one, silence).state()))
                .isEqualTo(detector.codec()
                        .encode(detector.next(many, bin(HOUR + 1, 1, REQUESTS)).state()));
    }

    @Test
    void next_onlyZerosThenAFewErrors_givesAFiniteScore() {
        for (long errors : List.of(1, 2, 10)) {
            var bins = bins(2 * HOUR, place -> bin(place, 0, REQUESTS));
            var state = detector.start();
            for (var observation : bins) {
                state = detector.next(state, observation).state();
            }
            assertThat(detector.next(state, bin(2 * HOUR, errors, REQUESTS))
                            .finding()
                            .score())
                    .isFinite();
        }
    }

    @Test
    void next_binThatIsNotLater_isRefused() {
        var state = detector.next(detector.start(), bin(5, 0, REQUESTS)).state();

        assertThatIllegalArgumentException().isThrownBy(() -> detector.next(state, bin(5, 0, REQUESTS)));
    }

    @Test
    void corroborate_suspicion_raisesTheAlarm() {
        var random = new SplittableRandom(32);
        var bins = bins(5 * HOUR, place -> normal(place, random));
        var state = detector.start();
        for (var observation : bins) {
            state = detector.next(state, observation).state();
        }
        var suspected = detector.next(state, bin(5 * HOUR, 30, REQUESTS));

        assertThat(suspected.finding().signal()).isEqualTo(Signal.SUSPECTED);
        assertThat(detector.corroborate(suspected.state(), suspected.finding())
                        .finding()
                        .signal())
                .isEqualTo(Signal.RAISED);
    }

    @ParameterizedTest
    @ValueSource(longs = {34, 35, 36})
    void next_stormWhereBurstsAreSmall_isRaisedBeforeItIsLongerThanABurst(long seed) {
        var bursts = bursts(300, 6);

        assertThat(raisedWith(bursts, seed, 3)).as("seed %d", seed).isTrue();
        assertThat(raisedWith(Bursts.UNKNOWN, seed, 3)).as("seed %d", seed).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {37, 38, 39})
    void next_burstLikeOthers_isNoAlarm(long seed) {
        assertThat(raisedWith(bursts(300, 50), seed, 3)).as("seed %d", seed).isFalse();
    }

    /** Too few for the scan in so short a time, and no more than bursts have. */
    @ParameterizedTest
    @ValueSource(longs = {40, 41, 42})
    void next_fewErrorsOfSeveralClients_areRaisedThoughABurstMayHaveAsMany(long seed) {
        var bursts = bursts(300, 20);

        assertThat(raisedWith(bursts, seed, 3, place -> ofClients(place, 5, 3)))
                .as("several, seed %d", seed)
                .isTrue();
        assertThat(raisedWith(bursts, seed, 3, place -> ofClients(place, 5, 0)))
                .as("one, seed %d", seed)
                .isFalse();
        assertThat(raisedWith(bursts, seed, 3, place -> bin(place, 5, REQUESTS)))
                .as("unknown, seed %d", seed)
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {40, 41, 42})
    void next_lumpOfSeveralClientsInOneBin_isNoAlarmYet(long seed) {
        assertThat(raisedWith(bursts(300, 20), seed, 1, place -> ofClients(place, 9, 5)))
                .as("seed %d", seed)
                .isFalse();
    }

    @Test
    void ended_burst_isToldOnceWhenItIsOver() {
        var random = new SplittableRandom(43);
        var state = detector.start();
        var ended = new ArrayList<Burst>();
        for (int place = 0; place < 6 * HOUR; place++) {
            var inBurst = place >= 5 * HOUR && place < 5 * HOUR + 2;
            var next = detector.next(
                    state, inBurst ? bin(place, 30, REQUESTS) : bin(place, 0, REQUESTS + random.nextInt(3)));
            ended.addAll(detector.ended(state, next.state()));
            state = next.state();
        }

        assertThat(ended).singleElement().satisfies(burst -> {
            assertThat(burst.bins()).isEqualTo(2);
            assertThat(burst.excess()).isCloseTo(60, withinPercentage(5));
        });
    }

    /**
     * What is known of bursts after ten days of a hundred series, which have had so many of each length and that size.
     */
    private static Bursts bursts(int count, double excess) {
        var begun = Bursts.UNKNOWN.with(START, 100, List.of());
        var ended = IntStream.range(0, 3 * count)
                .mapToObj(place -> new Burst(1 + place % 3, excess))
                .toList();
        return begun.with(START.plus(Duration.ofDays(10)), 100, ended);
    }

    private static Observation ofClients(int place, long errors, long elsewhere) {
        return new Observation(time(place), errors, REQUESTS, 0, elsewhere);
    }

    /** Whether most calls failing for so many bins are an alarm in the last of them. */
    private boolean raisedWith(Bursts bursts, long seed, int length) {
        var random = new SplittableRandom(seed);
        return raisedWith(bursts, seed, length, place -> incident(place, random));
    }

    /** Whether so many of those bins after usual ones are an alarm in the last of them. */
    private boolean raisedWith(Bursts bursts, long seed, int length, IntFunction<Observation> unusual) {
        var random = new SplittableRandom(seed);
        var state = detector.start();
        for (int place = 0; place < 5 * HOUR; place++) {
            state = detector.next(state, normal(place, random), bursts).state();
        }
        var signal = Signal.NORMAL;
        for (int place = 5 * HOUR; place < 5 * HOUR + length && signal != Signal.RAISED; place++) {
            var step = detector.next(state, unusual.apply(place), bursts);
            state = step.state();
            signal = step.finding().signal();
        }
        return signal == Signal.RAISED;
    }

    private static List<Observation> bins(int end, IntFunction<Observation> bin) {
        var bins = new ArrayList<Observation>();
        for (int place = 0; place < end; place++) {
            bins.add(bin.apply(place));
        }
        return bins;
    }

    /** Bins from the given one to the first alarm at or after it; -1 without one. */
    private int raisedAfter(List<Observation> bins, int from) {
        var signals = signals(bins);
        return signals.subList(from, signals.size()).indexOf(Signal.RAISED);
    }

    private static Observation bin(int place, long errors, long requests) {
        return Observation.of(time(place), Math.min(errors, requests), requests);
    }

    private static Instant time(int place) {
        return START.plusSeconds((long) place * BIN);
    }
}
