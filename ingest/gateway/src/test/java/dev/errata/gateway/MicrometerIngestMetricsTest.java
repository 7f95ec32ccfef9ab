package dev.errata.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MicrometerIngestMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IngestMetrics metrics = new MicrometerIngestMetrics(registry);

    @Test
    void counters_afterOneOfEach_balance() {
        metrics.received("events", 6);
        metrics.accepted("events", 3);
        metrics.rejected("events", Reason.TOO_LARGE);
        metrics.failed("events", 2);

        assertThat(registry.get("errata.gateway.records.received").counter().count())
                .isEqualTo(6);
        assertThat(registry.get("errata.gateway.records").counters())
                .hasSize(3)
                .map(counter -> counter.count())
                .containsExactlyInAnyOrder(3.0, 1.0, 2.0);
        assertThat(registry.get("errata.gateway.records")
                        .tags("kind", "events", "outcome", "rejected", "reason", "too_large")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void requests_refused_areCountedByCode() {
        metrics.refused("traffic", "rate_limit_error");

        assertThat(registry.get("errata.gateway.requests.refused")
                        .tags("kind", "traffic", "code", "rate_limit_error")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
