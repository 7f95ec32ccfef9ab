package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Reason;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MicrometerSinkMetricsTest {
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SinkMetrics metrics = new MicrometerSinkMetrics(registry, "event-sink", () -> NOW);

    @Test
    void scrape_beforeAnything_showsAllAtZero() {
        assertThat(registry.scrape().lines())
                .contains(
                        "errata_sink_records_total{result=\"stored\",sink=\"event-sink\"} 0.0",
                        "errata_sink_records_total{result=\"duplicate\",sink=\"event-sink\"} 0.0",
                        "errata_sink_records_total{result=\"dead_letter\",sink=\"event-sink\"} 0.0",
                        "errata_sink_fenced_total{sink=\"event-sink\"} 0.0",
                        "errata_sink_retried_total{sink=\"event-sink\"} 0.0",
                        "errata_sink_transaction_seconds_count{sink=\"event-sink\"} 0",
                        "errata_sink_lag_records{sink=\"event-sink\"} 0.0",
                        "errata_sink_delay_seconds{sink=\"event-sink\"} 0.0",
                        "errata_dead_letters_total{reason=\"too_old\",sink=\"event-sink\"} 0.0");
    }

    @Test
    void scrape_afterEachCall_showsWhatHappened() {
        metrics.committed(new Written(7, 2, 1, 4), Duration.ofMillis(250));
        metrics.deadLettered(Reason.TOO_OLD, 3);
        metrics.reached(new TopicPartition("events", 0), NOW.minusSeconds(9).toEpochMilli());
        metrics.reached(new TopicPartition("events", 1), NOW.minusSeconds(20).toEpochMilli());
        metrics.reached(new TopicPartition("events", 2), NOW.minusSeconds(99).toEpochMilli());
        metrics.fenced();
        metrics.retried();
        metrics.retried();
        metrics.lag(new TopicPartition("events", 0), 40);
        metrics.lag(new TopicPartition("events", 1), 7);
        metrics.lag(new TopicPartition("events", 1), 2);
        metrics.openBreakers(3, 2);
        metrics.openBreakers(1, 1);
        metrics.openBreakers(1, 0);

        assertThat(registry.scrape().lines())
                .contains(
                        "errata_sink_records_total{result=\"stored\",sink=\"event-sink\"} 7.0",
                        "errata_sink_records_total{result=\"duplicate\",sink=\"event-sink\"} 2.0",
                        "errata_sink_records_total{result=\"dead_letter\",sink=\"event-sink\"} 1.0",
                        "errata_sink_fenced_total{sink=\"event-sink\"} 1.0",
                        "errata_sink_retried_total{sink=\"event-sink\"} 2.0",
                        "errata_sink_transaction_seconds_sum{sink=\"event-sink\"} 0.25",
                        "errata_sink_bodies_left_out_total{sink=\"event-sink\"} 4.0",
                        "errata_sink_lag_records{sink=\"event-sink\"} 42.0",
                        "errata_sink_delay_seconds{sink=\"event-sink\"} 20.0",
                        "errata_dead_letters_total{reason=\"too_old\",sink=\"event-sink\"} 3.0",
                        "errata_breaker_open{partition=\"3\",sink=\"event-sink\"} 2.0",
                        "errata_breaker_open{partition=\"1\",sink=\"event-sink\"} 0.0");
    }
}
