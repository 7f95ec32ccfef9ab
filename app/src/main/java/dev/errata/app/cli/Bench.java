package dev.errata.app.cli;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Machine;
import dev.errata.bench.Report;
import dev.errata.bench.detection.DetectionBenchmark;
import dev.errata.bench.ingest.IngestBenchmark;
import dev.errata.bench.micro.MicroBenchmark;
import dev.errata.bench.pipeline.PipelineBenchmark;
import dev.errata.bench.sink.ConnectBenchmark;
import dev.errata.bench.sink.SinkBenchmark;
import dev.errata.bench.store.StoreBenchmark;
import dev.errata.bench.topology.GrowthBenchmark;
import dev.errata.bench.topology.TopologyBenchmark;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code errata bench NAME}: measures a part of Errata beside a baseline in the same run. */
@Command(
        name = "bench",
        descriptionHeading = "%n",
        description = "Measure a part of Errata beside what this machine does without it. Starts servers of its own.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata bench ingest                       from HTTP to Kafka, in minutes",
            "  errata bench ingest --quick               only to see that it runs",
            "  errata bench ingest --sample 1000         events that are still in the processor's cache",
            "  errata bench sink                         from Kafka to Postgres, in minutes",
            "  errata bench sink --json ratios.json      the ratios for a program",
            "  errata bench store                        questions to 20 million events; 20 GB of disk, a quarter of"
                    + " an hour",
            "  errata bench store --data DIR             the same, and keep the events for the next run",
            "  errata bench detection                    spikes found, and false alarms, in labelled streams",
            ""
        })
final class Bench implements Callable<Integer> {
    /** In the order in which they are listed. */
    static final List<Benchmark> ALL = List.of(
            IngestBenchmark.ofAll(),
            IngestBenchmark.ofGateway(),
            new SinkBenchmark(),
            new ConnectBenchmark(),
            new StoreBenchmark(),
            new TopologyBenchmark(),
            new PipelineBenchmark(),
            new GrowthBenchmark(),
            new DetectionBenchmark(),
            new MicroBenchmark());

    private final List<Benchmark> benchmarks;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What to measure.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String name;

    @Option(names = "--quick", description = "A smoke run in less than a minute; its figures are worth little.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the ratios there, too.")
    private @Nullable Path json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the data there, or use those that are there: only for what takes long to make them, which is"
                            + " store.")
    private @Nullable Path data;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Send so many distinct events over and over, from 1000 to 100000: only ingest and gateway.")
    private @Nullable Integer sample;

    Bench(List<Benchmark> benchmarks) {
        this.benchmarks = List.copyOf(benchmarks);
    }

    @Override
    public Integer call() throws Exception {
        var benchmark = benchmark();
        var out = spec.commandLine().getOut();
        out.println(benchmark.name() + ": " + benchmark.description());
        out.println(Machine.description());
        out.flush();
        var result = benchmark.run(quick ? Effort.QUICK : Effort.FULL);
        out.println();
        out.println(result.table());
        out.flush();
        if (json != null) {
            Report.write(json, result.comparisons());
        }
        return ExitCode.FINE.code();
    }

    private Benchmark benchmark() {
        var benchmark = named();
        if (data != null) {
            benchmark = benchmark
                    .keptIn(data)
                    .orElseThrow(() -> refused("--data: " + name + " makes its data anew each time"));
        }
        if (sample != null) {
            benchmark = benchmark
                    .withSample(sample)
                    .orElseThrow(() -> refused("--sample: " + name + " has no sample of " + sample + " events"));
        }
        return benchmark;
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private Benchmark named() {
        return benchmarks.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused("there is no benchmark " + name + "; there are: "
                        + benchmarks.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
    }
}
