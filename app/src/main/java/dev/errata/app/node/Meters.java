package dev.errata.app.node;

import static java.util.Objects.requireNonNull;

import dev.errata.api.HealthCheck;
import dev.errata.api.Scrape;
import dev.errata.core.monitor.Bounded;
import dev.errata.http.AccessMetrics;
import dev.errata.http.AccessMetrics.Denial;
import dev.errata.store.sink.MicrometerCallMetrics;
import dev.errata.streams.InputTally;
import dev.errata.streams.Refusals;
import dev.errata.streams.StreamsEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;

/** Everything that this process measures, for Prometheus to read. */
final class Meters implements AutoCloseable {
    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final MicrometerCallMetrics calls = new MicrometerCallMetrics(registry);
    private final List<Runnable> looks = new CopyOnWriteArrayList<>();

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

    /** What the sinks of this process store. */
    MicrometerCallMetrics calls() {
        return calls;
    }

    /** {@code errata.ready}: whether each thing that the process needs is well, asked for with every scrape. */
    void watch(List<HealthCheck> checks) {
        for (var check : checks) {
            Gauge.builder("errata.ready", check, asked -> asked.isWell() ? 1 : 0)
                    .description("Whether a thing that this process needs is well: 1 or 0")
                    .tag("check", check.name())
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** To be run before each scrape. */
    void beforeScrape(Runnable look) {
        looks.add(look);
    }

    /** How full the file system of a directory is, as {@code disk.free} and {@code disk.total}. */
    void watch(Path directory) {
        new DiskSpaceMetrics(directory.toFile()).bindTo(registry);
    }

    /** {@code errata.http.requests.denied} by reason. */
    AccessMetrics access() {
        var denied = new EnumMap<Denial, Counter>(Denial.class);
        for (var denial : Denial.values()) {
            denied.put(denial, registry.counter("errata.http.requests.denied", "reason", denial.code()));
        }
        return denial -> requireNonNull(denied.get(denial)).increment();
    }

    /** {@code errata.topology.tasks} by kind, and Kafka Streams' own; answers what has to be closed with the topology. */
    AutoCloseable watch(StreamsEngine topology) {
        var metrics = new KafkaStreamsMetrics(topology.streams());
        metrics.bindTo(registry);
        watch("events", topology.events());
        watch("traffic", topology.traffic());
        watch(topology.refusals());
        registry.gauge("errata.topology.tasks", Tags.of("kind", "active"), topology, StreamsEngine::activeTasks);
        registry.gauge("errata.topology.tasks", Tags.of("kind", "standby"), topology, StreamsEngine::standbyTasks);
        return metrics;
    }

    private void watch(Refusals refusals) {
        FunctionCounter.builder("errata.detect.series.refused", refusals, Refusals::series)
                .description("Series with errors that were not watched in a window, since their project has too many")
                .register(registry);
        for (var kind : Bounded.values()) {
            FunctionCounter.builder("errata.detect.entries.refused", refusals, refused -> refused.of(kind))
                    .description("What else the detection left out, since there is too much of its kind")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Kafka's own metrics of a consumer; answers what has to be closed with it. */
    AutoCloseable watch(Consumer<?, ?> consumer) {
        var metrics = new KafkaClientMetrics(consumer);
        metrics.bindTo(registry);
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
        return new Scrape(CONTENT_TYPE, () -> {
            looks.forEach(Runnable::run);
            return calls.scraped(registry::scrape);
        });
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
