package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Lap;
import dev.errata.bench.Result;
import dev.errata.bench.ingest.IngestBenchmark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void bench_quick_printsRatiosAndWritesThem(@TempDir Path directory) {
        var file = directory.resolve("ratios.json");

        assertThat(bench("same", "--quick", "--json", file.toString())).isZero();

        assertThat(out.toString()).contains("same: nothing with nothing", "ours / theirs: 1.000");
        assertThat(file).content().contains("\"min_ratio\" : 1.0");
    }

    @Test
    void bench_unknownName_exits2AndListsTheKnownOnes() {
        assertThat(bench("speed")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("there is no benchmark speed; there are: same");
    }

    @Test
    void bench_dataOfWhatKeepsNone_exits2() {
        assertThat(bench("same", "--data", "somewhere")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--data: same makes its data anew each time");
    }

    @Test
    void bench_sample_isOfTheBenchmarksThatHaveOne() {
        assertThat(bench("same", "--sample", "1000")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--sample: same has no sample of 1000 events");
        assertThat(IngestBenchmark.ofAll().withSample(999)).isEmpty();
        assertThat(IngestBenchmark.ofAll().withSample(1_000).orElseThrow().description())
                .contains("1,000 distinct events");
    }

    private int bench(String... arguments) {
        return new CommandLine(new Bench(List.of(new Same())))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setParameterExceptionHandler(new UsageErrors())
                .execute(arguments);
    }

    /** Measures nothing, at once. */
    private record Same() implements Benchmark {
        @Override
        public String name() {
            return "same";
        }

        @Override
        public String description() {
            return "nothing with nothing";
        }

        @Override
        public Result run(Effort effort) {
            assertThat(effort).isEqualTo(Effort.QUICK);
            var lap = new Lap(1, 1, List.of());
            return new Result("events", List.of("theirs", "ours"), List.of(), List.of(List.of(lap, lap)));
        }
    }
}
