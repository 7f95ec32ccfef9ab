package dev.errata.app.node;

import dev.errata.store.sink.BreakerRules;
import dev.errata.store.sink.EventSink;
import dev.errata.store.sink.MicrometerSinkMetrics;
import dev.errata.store.sink.OutcomeSink;
import dev.errata.store.sink.RateSink;
import dev.errata.store.sink.Sink;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkWorker;
import dev.errata.store.sink.TrafficSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The workers that carry records into Postgres, one for each kind. */
final class Sinks {
    private static final String GROUP_PREFIX = "errata-";

    private final Map<String, SinkWorker> workers = new LinkedHashMap<>();

    private Sinks() {}

    static Sinks start(Ground ground, Safeguards safeguards, MeterRegistry registry) {
        var sinks = new Sinks();
        var topics = ground.kafka().raw();
        var kinds = List.of(
                new EventSink(ground.rules(), topics, safeguards.corrections(), ground.redactor()),
                new RateSink(),
                new TrafficSink(ground.rules(), topics),
                new OutcomeSink(topics, ground.redactor()));
        for (var sink : kinds) {
            sinks.workers.put(sink.name(), worker(sink, ground.kafka(), ground.postgres(), safeguards, registry));
        }
        return sinks;
    }

    /** The workers, each to be stopped by itself. */
    List<SinkWorker> workers() {
        return List.copyOf(workers.values());
    }

    /** Which of them have stopped for good; empty if none. */
    Optional<String> failure() {
        var stopped = workers.entrySet().stream()
                .filter(worker -> !worker.getValue().isAlive())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return stopped.isEmpty() ? Optional.empty() : Optional.of(stopped + " stopped; see the log");
    }

    /** Which of them have stopped, or else wait for the store, and why; empty if none. */
    Optional<String> problem() {
        return failure().or(this::waiting);
    }

    private Optional<String> waiting() {
        var waiting = workers.entrySet().stream()
                .flatMap(worker -> worker.getValue().problem().map(why -> worker.getKey() + " waits: " + why).stream())
                .collect(Collectors.joining("; "));
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting);
    }

    private static SinkWorker worker(
            Sink sink, Kafka kafka, Postgres postgres, Safeguards safeguards, MeterRegistry registry) {
        return SinkWorker.start(
                sink,
                safeguards.offsets().apply(sink.name(), kafka.topicIds()),
                postgres.sinks(),
                SinkConsumers.create(kafka.connection(), GROUP_PREFIX + sink.name(), kafka.member()),
                new MicrometerSinkMetrics(registry, sink.name()),
                BreakerRules.DEFAULT);
    }
}
