package dev.errata.app.node;

import dev.errata.api.Scrape;
import dev.errata.http.AccessMetrics;
import dev.errata.streams.InputTally;
import dev.errata.streams.StreamsEngine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;

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

    /** {@code errata.topology.tasks} by kind, and Kafka Streams' own; answers what has to be closed with the topology. */
    AutoCloseable watch(StreamsEngine topology) {
        var metrics = new KafkaStreamsMetrics(topology.streams());
        metrics.bindTo(registry);
        watch("events", topology.events());
        watch("traffic", topology.traffic());
        registry.gauge("errata.topology.tasks", Tags.of("kind", "active"), topology, StreamsEngine::activeTasks);
        registry.gauge("errata.topology.tasks", Tags.of("kind", "standby"), topology, StreamsEngine::standbyTasks);
        return metrics;
    }

    /** {@code errata.topology.records.read} is the sum of {@code errata.topology.records} over its outcomes. */
    private void watch(String kind, InputTally tally) {
        FunctionCounter.builder("errata.topology.records.read", tally, InputTally::read)
                .description("Records that the topology has taken from the raw topics")
                .tag("kind", kind)
                .register(registry);
        for (var outcome : InputTally.Outcome.values()) {
            FunctionCounter.builder("errata.topology.records", tally, read -> read.of(outcome))
                    .description("Records of the raw topics by what the topology made of them")
                    .tag("kind", kind)
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
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
