package dev.errata.bench.micro;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Outcome;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
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
    public Outcome run(Effort effort) throws Exception {
        var iteration = TimeValue.milliseconds(effort.units() / UNITS_PER_MILLI);
        var options = new OptionsBuilder()
                .include(MicroBenchmark.class.getPackageName())
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
        return MicroOutcome.of(new Runner(options).run());
    }
}
