package dev.errata.bench.pipeline;

import dev.errata.bench.Comparison;
import dev.errata.bench.Lap;
import dev.errata.bench.Outcome;
import dev.errata.bench.Spread;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The stages' laps and the one of all together. Where stages share all processors what they cost adds up: alone at rates a, b
 * and c, they do together at most 1 / (1/a + 1/b + 1/c).
 *
 * @param alone laps by the name of the stage, in the order of the way
 * @param together all of them at once
 * @param meters names of the processes whose time was taken
 */
record PipelineOutcome(Map<String, List<Lap>> alone, Lap together, List<String> meters) implements Outcome {
    private static final String PIPELINE = "pipeline";
    private static final String BOUND = "additive bound";

    PipelineOutcome {
        alone = Collections.unmodifiableMap(new LinkedHashMap<>(alone));
        meters = List.copyOf(meters);
    }

    @Override
    public String table() {
        var lines = new StringBuilder("%-16s%14s".formatted("", "events/s"));
        meters.forEach(meter -> lines.append("%24s".formatted("CPU-s/1M, " + meter)));
        alone.forEach((stage, laps) -> lines.append(line(stage, laps)));
        lines.append("%n%-16s%,14.0f".formatted(BOUND, bound(laps -> median(laps, Lap::rate))));
        lines.append(line(PIPELINE, List.of(together)));
        var comparison = comparison();
        return lines.append("%n%n%s / %s: %.3f (%.3f to %.3f), sustained for %.0f s"
                        .formatted(
                                PIPELINE,
                                BOUND,
                                comparison.ratio(),
                                comparison.minRatio(),
                                comparison.maxRatio(),
                                together.seconds()))
                .toString();
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(comparison());
    }

    private Comparison comparison() {
        var middle = bound(laps -> median(laps, Lap::rate));
        var best = bound(laps -> rates(laps).max());
        var worst = bound(laps -> rates(laps).min());
        var rate = together.rate();
        return new Comparison(PIPELINE, BOUND, "events/s", rate, middle, rate / middle, rate / best, rate / worst, 1);
    }

    private double bound(ToDoubleFunction<List<Lap>> rate) {
        return 1
                / alone.values().stream()
                        .mapToDouble(laps -> 1 / rate.applyAsDouble(laps))
                        .sum();
    }

    private static Spread rates(List<Lap> laps) {
        return Spread.of(laps.stream().mapToDouble(Lap::rate));
    }

    private static double median(List<Lap> laps, ToDoubleFunction<Lap> value) {
        return Spread.of(laps.stream().mapToDouble(value)).median();
    }

    private String line(String name, List<Lap> laps) {
        var line = new StringBuilder("%n%-16s%,14.0f".formatted(name, median(laps, Lap::rate)));
        for (int meter = 0; meter < meters.size(); meter++) {
            var index = meter;
            line.append("%24.2f".formatted(median(laps, lap -> lap.cpuSecondsPerMillion(index))));
        }
        return line.toString();
    }
}
