package dev.errata.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.bench.Comparison;
import dev.errata.bench.Effort;
import org.junit.jupiter.api.Test;

/** A broker in a process of its own, a real gateway, a real emitter; that they run and lose nothing, not how fast. */
class IngestBenchmarkIT {

    @Test
    void run_little_comparesGatewayAndEmitterWithTheProducer() throws Exception {
        var result = IngestBenchmark.ofAll().run(new Effort(1, 2, 2_000));

        assertThat(result.comparisons()).extracting(Comparison::benchmark).containsExactly("gateway", "emitter");
        assertThat(result.comparisons()).allSatisfy(comparison -> {
            assertThat(comparison.baseline()).isEqualTo("kafka producer");
            assertThat(comparison.runs()).isEqualTo(2);
            assertThat(comparison.minRatio()).isPositive().isLessThanOrEqualTo(comparison.maxRatio());
        });
        assertThat(result.unitsPerRound()).isEqualTo(6_000);
    }
}
