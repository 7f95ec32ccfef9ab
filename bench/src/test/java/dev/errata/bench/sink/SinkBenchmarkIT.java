package dev.errata.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.bench.Comparison;
import dev.errata.bench.Effort;
import org.junit.jupiter.api.Test;

/** A broker and a Postgres in processes of their own, real workers; that they store everything, not how fast. */
class SinkBenchmarkIT {

    @Test
    void run_little_comparesTheSinkWithBothBaselines() throws Exception {
        var result = new SinkBenchmark().run(new Effort(1, 2, 2_000));

        assertThat(result.comparisons()).extracting(Comparison::benchmark).containsOnly("event sink");
        assertThat(result.comparisons()).extracting(Comparison::baseline).containsExactly("copy", "insert");
        assertThat(result.comparisons()).allSatisfy(comparison -> {
            assertThat(comparison.runs()).isEqualTo(2);
            assertThat(comparison.minRatio()).isPositive().isLessThanOrEqualTo(comparison.maxRatio());
        });
        assertThat(result.unitsPerRound()).isEqualTo(6_000);
        assertThat(result.table()).contains("CPU-s/1M, postgres");
    }
}
