package dev.errata.bench.micro;

import static java.util.Objects.requireNonNull;

import dev.errata.bench.Comparison;
import dev.errata.bench.Outcome;
import dev.errata.bench.Spread;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;

/**
 * Nanoseconds of each step.
 *
 * @param steps by name: of all iterations
 */
record MicroOutcome(Map<String, Step> steps) implements Outcome {
    private static final double NANOS = 1e9;

    MicroOutcome {
        steps = new TreeMap<>(steps);
    }

    /** The spread of so many iterations. */
    record Step(Spread nanos, int iterations) {}

    static MicroOutcome of(Collection<RunResult> results) {
        return new MicroOutcome(results.stream().collect(Collectors.toMap(MicroOutcome::name, MicroOutcome::step)));
    }

    private static String name(RunResult result) {
        var parts = result.getParams().getBenchmark().split("\\.", -1);
        return parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    private static Step step(RunResult result) {
        var iterations = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .toArray();
        return new Step(Spread.of(Arrays.stream(iterations)), iterations.length);
    }

    @Override
    public String table() {
        var lines = new StringBuilder("%-24s%12s%24s".formatted("", "ns/op", "of the iterations"));
        steps.forEach((name, step) -> lines.append("%n%-24s%,12.0f%,14.0f to %,8.0f"
                .formatted(
                        name,
                        step.nanos().median(),
                        step.nanos().min(),
                        step.nanos().max())));
        return lines.toString();
    }

    /** The two short ways beside the full codec; the others have nothing that they could be compared with. */
    @Override
    public List<Comparison> comparisons() {
        return List.of(
                compare("EventSteps.scan", "EventSteps.decode"), compare("EventSteps.write", "EventSteps.encode"));
    }

    private Comparison compare(String ours, String theirs) {
        var mine = requireNonNull(steps.get(ours));
        var other = requireNonNull(steps.get(theirs));
        return new Comparison(
                ours,
                theirs,
                "steps/s",
                NANOS / mine.nanos().median(),
                NANOS / other.nanos().median(),
                other.nanos().median() / mine.nanos().median(),
                other.nanos().min() / mine.nanos().max(),
                other.nanos().max() / mine.nanos().min(),
                mine.iterations());
    }
}
