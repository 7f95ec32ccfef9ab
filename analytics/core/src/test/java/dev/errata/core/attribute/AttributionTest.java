package dev.errata.core.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.attribute.Explanation.Kind;
import dev.errata.core.attribute.Situation.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
    private static final List<String> DIMENSIONS = List.of("app", "model", "code");
    private static final int APPS = 20;
    private static final int MODELS = 10;
    private static final int CODES = 30;
    private static final double SHARE = 0.0005;

    private final Attribution attribution = new Attribution();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void explain_oneCode_isThatCode(long seed) {
        var explanation =
                attribution.explain(planted(seed, where -> where.get(2).equals("c3"), true));

        assertThat(explanation.kind()).as("seed %d", seed).isEqualTo(Kind.RATE);
        assertThat(explanation.slices()).extracting(Slice::toString).containsExactly("code=c3");
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 9, 10})
    void explain_codeOfAModel_isThatPair(long seed) {
        var explanation = attribution.explain(
                planted(seed, where -> where.get(1).equals("m2") && where.get(2).equals("c3"), true));

        assertThat(explanation.slices())
                .as("seed %d", seed)
                .extracting(Slice::toString)
                .containsExactly("code=c3&model=m2");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void explain_codeOfAModelInAnApp_isAllThree(long seed) {
        var explanation = attribution.explain(planted(seed, where -> where.equals(List.of("a4", "m2", "c3")), true));

        assertThat(explanation.slices())
                .as("seed %d", seed)
                .extracting(Slice::toString)
                .containsExactly("app=a4&code=c3&model=m2");
    }

    @ParameterizedTest
    @ValueSource(longs = {16, 17, 18})
    void explain_withoutTotals_isTheSlice(long seed) {
        var explanation =
                attribution.explain(planted(seed, where -> where.get(1).equals("m5"), false));

        assertThat(explanation.kind()).isEqualTo(Kind.COUNT);
        assertThat(explanation.rates()).isNull();
        assertThat(explanation.slices())
                .as("seed %d", seed)
                .extracting(Slice::toString)
                .containsExactly("model=m5");
    }

    @Test
    void explain_slice_saysWhatTheRateWouldBeWithoutIt() {
        var explanation = attribution.explain(planted(19, where -> where.get(1).equals("m2"), true));

        var rates = Objects.requireNonNull(explanation.rates());
        assertThat(rates.now()).isGreaterThan(1.5 * rates.usual());
        assertThat(rates.without()).isBetween(0.8 * rates.usual(), 1.2 * rates.usual());
        assertThat(explanation.slices().getFirst().share()).isBetween(0.9, 1.1);
    }

    /** The first of them never had an error before, so alone it stands out more than with the second, which had some. */
    @Test
    void explain_slicesOfTheSameErrors_isTheOneThatHasThemAll_andCountsThemOnce() {
        var calls = new HashMap<List<String>, Pair>();
        var errors = new HashMap<List<String>, Pair>();
        calls.put(List.of("clips", "video"), new Pair(400, 4_000));
        errors.put(List.of("clips", "video", "failed"), new Pair(90, 0));
        calls.put(List.of("ads", "video"), new Pair(400, 4_000));
        errors.put(List.of("ads", "video", "failed"), new Pair(30, 60));
        calls.put(List.of("search", "text"), new Pair(2_400, 24_000));
        errors.put(List.of("search", "text", "limit"), new Pair(24, 240));
        var explanation = attribution.explain(new Situation(DIMENSIONS, 2, errors, calls));

        assertThat(explanation.slices()).extracting(Slice::toString).containsExactly("code=failed");
        assertThat(Objects.requireNonNull(explanation.rates()).without()).isBetween(0.007, 0.011);
    }

    /** Every part fails as often as before; calls move to a model that always failed more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 20, 30, 40})
    void explain_changeOfTheMix_isNeverCalledAChangeOfRate(int firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + 10; seed++) {
            var explanation = attribution.explain(mixed(seed));

            assertThat(explanation.kind()).as("seed %d", seed).isEqualTo(Kind.MIX);
            assertThat(explanation.slices().getFirst().where())
                    .as("seed %d", seed)
                    .containsEntry("model", "bad");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 51, 52})
    void explain_nothing_isNothing(long seed) {
        assertThat(attribution.explain(planted(seed, where -> false, true)).kind())
                .isEqualTo(Kind.NONE);
    }

    /** Where the predicate holds, calls fail ten times as often. */
    private static Situation planted(long seed, Predicate<List<String>> cause, boolean withCalls) {
        var random = new SplittableRandom(seed);
        var errors = new HashMap<List<String>, Pair>();
        var calls = new HashMap<List<String>, Pair>();
        for (int app = 0; app < APPS; app++) {
            for (int model = 0; model < MODELS; model++) {
                var called = 200 + random.nextInt(2000);
                calls.put(List.of("a" + app, "m" + model), new Pair(called, 20.0 * called));
                for (int code = 0; code < CODES; code++) {
                    var where = List.of("a" + app, "m" + model, "c" + code);
                    var factor = cause.test(where) ? where.equals(List.of("a4", "m2", "c3")) ? 100 : 10 : 1;
                    var now = poisson(random, SHARE * factor * called);
                    var usual = poisson(random, SHARE * 20 * called);
                    errors.put(where, new Pair(now, withCalls ? usual : usual / 20));
                }
            }
        }
        return new Situation(DIMENSIONS, 2, errors, withCalls ? calls : null);
    }

    private static Situation mixed(long seed) {
        var random = new SplittableRandom(seed);
        var errors = new HashMap<List<String>, Pair>();
        var calls = new HashMap<List<String>, Pair>();
        for (var entry : new TreeMap<>(Map.of("good", 0.002, "fair", 0.004, "bad", 0.06)).entrySet()) {
            var model = entry.getKey();
            double share = entry.getValue();
            var usual = 20_000.0;
            var now = model.equals("bad") ? 4000.0 + random.nextInt(4000) : 1500;
            calls.put(List.of("a", model), new Pair(now, usual));
            errors.put(
                    List.of("a", model, "c"), new Pair(poisson(random, share * now), poisson(random, share * usual)));
        }
        return new Situation(DIMENSIONS, 2, errors, calls);
    }

    private static double poisson(SplittableRandom random, double mean) {
        if (mean > 30) {
            return Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian(random)));
        }
        var left = random.nextDouble();
        var probability = Math.exp(-mean);
        var count = 0;
        while (left > probability && count < 1000) {
            left -= probability;
            count++;
            probability *= mean / count;
        }
        return count;
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
