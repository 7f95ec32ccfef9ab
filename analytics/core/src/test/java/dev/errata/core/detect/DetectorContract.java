package dev.errata.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every detector keeps. A subclass says which detector, and what normal times and an obvious incident look like to
 * it.
 */
abstract class DetectorContract<O, S> {
    private static final int LONG = 3000;
    private static final int MOST_BYTES = 2048;

    abstract Detector<O, S> detector();

    /** The observation of that place in normal times. */
    abstract O normal(int place, SplittableRandom random);

    /** The observation of that place in an incident that nobody can overlook. */
    abstract O incident(int place, SplittableRandom random);

    @Test
    void detector_isListed() {
        assertThat(Detectors.ALL).extracting(Detector::name).contains(detector().name());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void next_ofNormalTimes_raisesNothing(long seed) {
        assertThat(signals(observations(seed, LONG, LONG))).doesNotContain(Signal.RAISED);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void next_ofAnIncident_raisesOneAlarm(long seed) {
        var signals = signals(observations(seed, LONG, LONG + 30));

        assertThat(signals.subList(0, LONG)).doesNotContain(Signal.RAISED);
        assertThat(signals.subList(LONG, LONG + 30)).containsOnlyOnce(Signal.RAISED);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void next_replayed_findsTheSame(long seed) {
        var observations = observations(seed, LONG, LONG + 30);

        assertThat(findings(observations)).isEqualTo(findings(observations));
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void next_fromAStateThatWasStored_findsTheSame(long seed) {
        var observations = observations(seed, LONG, LONG + 30);
        var kept = detector().start();
        var stored = detector().start();
        for (var observation : observations) {
            var expected = detector().next(kept, observation);
            var actual = detector().next(stored, observation);
            assertThat(actual.finding()).as("seed %d", seed).isEqualTo(expected.finding());
            kept = expected.state();
            stored = detector().codec().decode(detector().codec().encode(actual.state()));
        }
    }

    @Test
    void next_neverChangesTheStateThatItWasGiven() {
        var state = run(observations(11, LONG, LONG));
        var before = detector().codec().encode(state);

        detector().next(state, incident(LONG, new SplittableRandom(11)));

        assertThat(detector().codec().encode(state)).isEqualTo(before);
    }

    @Test
    void encode_ofAnyState_takesAtMostTwoKilobytes() {
        assertThat(detector().codec().encode(run(observations(12, LONG, LONG + 30))))
                .hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void decode_ofSomethingElse_isRefused() {
        var bytes = detector().codec().encode(run(observations(13, 100, 100)));
        var codec = detector().codec();

        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(new byte[0]));
    }

    final List<O> observations(long seed, int normalUntil, int end) {
        var random = new SplittableRandom(seed);
        var observations = new ArrayList<O>();
        for (int place = 0; place < end; place++) {
            observations.add(place < normalUntil ? normal(place, random) : incident(place, random));
        }
        return observations;
    }

    final List<Signal> signals(List<O> observations) {
        return findings(observations).stream().map(Finding::signal).toList();
    }

    private List<Finding> findings(List<O> observations) {
        var findings = new ArrayList<Finding>();
        var state = detector().start();
        for (var observation : observations) {
            var step = detector().next(state, observation);
            findings.add(step.finding());
            state = step.state();
        }
        return findings;
    }

    private S run(List<O> observations) {
        var state = detector().start();
        for (var observation : observations) {
            state = detector().next(state, observation).state();
        }
        return state;
    }
}
