package dev.errata.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.bench.Effort;
import org.junit.jupiter.api.Test;

/** A broker, a Postgres, a gateway, the topology and the sinks: that all comes through, not how fast. */
class PipelineBenchmarkIT {

    @Test
    void run_little_comparesThePipelineWithItsStages() throws Exception {
        var outcome = new PipelineBenchmark().run(new Effort(1, 2, 10_000));

        assertThat(outcome.comparisons()).singleElement().satisfies(comparison -> {
            assertThat(comparison.baseline()).isEqualTo("additive bound");
            assertThat(comparison.ours()).isPositive();
            assertThat(comparison.ratio()).isBetween(comparison.minRatio(), comparison.maxRatio());
        });
        assertThat(outcome.table()).contains("gateway", "topology", "event sink", "pipeline");
    }
}
