package dev.errata.bench.micro;

import dev.errata.core.attribute.Attribution;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Situation;
import dev.errata.core.attribute.Situation.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What an incident's explanation costs: 20 applications, 10 models and 30 codes, of which one code of one model fails ten
 * times as often. Public, as JMH wants it.
 */
@State(Scope.Thread)
public class AttributionSteps {
    private static final List<String> DIMENSIONS = List.of("app", "model", "code");
    private static final int APPS = 20;
    private static final int MODELS = 10;
    private static final int CODES = 30;
    private static final int CALLS = 2_000;
    private static final double SHARE = 0.0005;

    private final Attribution attribution = new Attribution();
    private final Situation situation = situation();

    private static Situation situation() {
        var random = new SplittableRandom(1);
        var errors = new HashMap<List<String>, Pair>();
        var calls = new HashMap<List<String>, Pair>();
        for (int app = 0; app < APPS; app++) {
            for (int model = 0; model < MODELS; model++) {
                calls.put(List.of("a" + app, "m" + model), new Pair(CALLS, CALLS));
                for (int code = 0; code < CODES; code++) {
                    var usual = random.nextDouble(2 * SHARE * CALLS);
                    var times = model == 2 && code == 3 ? 10 : 1;
                    errors.put(List.of("a" + app, "m" + model, "c" + code), new Pair(times * usual, usual));
                }
            }
        }
        return new Situation(DIMENSIONS, 2, errors, calls);
    }

    /** Which slice it is, and what the rate would be without it. */
    @Benchmark
    public Explanation explain() {
        return attribution.explain(situation);
    }
}
