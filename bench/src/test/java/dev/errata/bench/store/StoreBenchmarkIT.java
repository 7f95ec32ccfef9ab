package dev.errata.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.bench.Comparison;
import dev.errata.bench.Effort;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Postgres and all questions; that each is answered, not how fast. */
class StoreBenchmarkIT {
    /** Twelve thousand events. */
    private static final Effort LITTLE = new Effort(1, 1, 12_247);

    @Test
    void run_little_asksAllQuestions_andTheSameDataAgain(@TempDir Path directory) throws Exception {
        var benchmark = new StoreBenchmark().keptIn(directory).orElseThrow();
        var outcome = benchmark.run(LITTLE);
        var made = directory.resolve("12000/made");
        var before = Files.getLastModifiedTime(made);
        var again = benchmark.run(LITTLE);

        assertThat(outcome.comparisons())
                .extracting(Comparison::baseline)
                .containsExactly("on its day", "on its day", "of a tenth of the events");
        assertThat(outcome.table())
                .contains("ticket over HTTP", "rates for 30 days", "rate_1h", "first page", "Overview over 7 days")
                .contains("bytes an event");
        assertThat(again.table()).contains(Files.readAllLines(made).getLast());
        assertThat(Files.getLastModifiedTime(made)).as("made once").isEqualTo(before);
    }
}
