package dev.errata.bench.micro;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Outcome;
import dev.errata.bench.Spread;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The steps of the hot paths by themselves, each in a JVM of its own. */
public final class MicroBenchmark implements Benchmark {
    private static final int UNITS_PER_MILLI = 500;

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public String description() {
        return "nanoseconds of single steps, by JMH: codec, scanner, combining, detector";
    }

    @Override
    public Outcome run(Effort effort) throws RunnerException {
        return MicroOutcome.of(run(effort, MicroBenchmark.class.getPackageName()));
    }

    /** Nanoseconds of what an incident is found and explained by, under {@code Class.method}. */
    public static Map<String, Spread> detection(Effort effort) throws RunnerException {
        var steps = DetectorSteps.class.getSimpleName() + '|' + AttributionSteps.class.getSimpleName();
        return MicroOutcome.of(run(effort, steps)).steps().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, step -> step.getValue().nanos()));
    }

    private static Collection<RunResult> run(Effort effort, String steps) throws RunnerException {
        var iteration = TimeValue.milliseconds(effort.units() / UNITS_PER_MILLI);
        var options = new OptionsBuilder()
                .include(steps)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(effort.warmUps())
                .warmupTime(iteration)
                .measurementIterations(effort.rounds())
                .measurementTime(iteration)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        return new Runner(options).run();
    }
}
