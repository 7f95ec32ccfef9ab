package dev.errata.bench.detection;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Outcome;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.RunnerException;

/** Incidents found, time to find them and false alarms, on labelled streams of seeds that nothing was tuned on. */
public final class DetectionBenchmark implements Benchmark {
    private static final int FIRST_SEED = 3021;
    private static final int SEEDS = 10;
    private static final int CALM_DAYS = 28;

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String description() {
        return "spikes found in labelled streams, beside burn-rate rules, EARS C2 and a plain scan";
    }

    @Override
    public Outcome run(Effort effort) throws IOException, RunnerException {
        var seeds = effort.equals(Effort.QUICK) ? 1 : SEEDS;
        var matches = new LinkedHashMap<String, Match>();
        for (var withTotals : new boolean[] {true, false}) {
            var totals = withTotals ? "with totals" : "without totals";
            matches.put("10 s bins, " + totals, match(seeds, withTotals, new Stream(0, 2, 10, 20, 12)));
            matches.put("60 s bins, " + totals, match(seeds, withTotals, new Stream(0, 4, 60, 30, 24)));
        }
        return new DetectionOutcome(
                seeds,
                FIRST_SEED,
                matches,
                calm(effort),
                PetShop.run(),
                Squeeze.run(),
                Nab.run(),
                Cost.measure(effort));
    }

    private static CalmWeeks calm(Effort effort) {
        return CalmWeeks.run(FIRST_SEED, effort.equals(Effort.QUICK) ? CALM_DAYS / 4 : CALM_DAYS);
    }

    private static Match match(int seeds, boolean withTotals, Stream like) {
        var match = new Match(withTotals);
        IntStream.range(FIRST_SEED, FIRST_SEED + seeds)
                .mapToObj(seed -> new Stream(seed, like.days(), like.binSeconds(), like.incidents(), like.quietHours()))
                .forEach(match::play);
        return match;
    }
}
