package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MicrometerSinkMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SinkMetrics metrics = new MicrometerSinkMetrics(registry, "event-sink");

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
                        "errata_sink_lag_records{sink=\"event-sink\"} 0.0");
    }

    @Test
    void scrape_afterEachCall_showsWhatHappened() {
        metrics.committed(new Written(7, 2, 1, 4), Duration.ofMillis(250));
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
                        "errata_breaker_open{partition=\"3\",sink=\"event-sink\"} 2.0",
                        "errata_breaker_open{partition=\"1\",sink=\"event-sink\"} 0.0");
    }
}
