package dev.errata.app.node;

import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.errata.api.Scrape;
import dev.errata.http.AccessMetrics;
import dev.errata.streams.StreamsEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Everything that this process measures, for Prometheus to read. */
final class Meters implements AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    Meters() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** {@code errata.http.requests.denied} by reason. */
    AccessMetrics access() {
        return denial -> registry.counter("errata.http.requests.denied", "reason", denial.code())
                .increment();
    }

    void watch(Postgres postgres) {
        var trackers = new MicrometerMetricsTrackerFactory(registry);
        postgres.sinks().setMetricsTrackerFactory(trackers);
        postgres.questions().setMetricsTrackerFactory(trackers);
    }

    /** Answers what has to be closed with the topology. */
    AutoCloseable watch(StreamsEngine topology) {
        var metrics = new KafkaStreamsMetrics(topology.streams());
        metrics.bindTo(registry);
        return metrics;
    }

    Scrape scrape() {
        return new Scrape(CONTENT_TYPE, registry::scrape);
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
