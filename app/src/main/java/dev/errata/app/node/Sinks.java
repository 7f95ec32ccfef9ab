package dev.errata.app.node;

import dev.errata.core.TimeRules;
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

    static Sinks start(Kafka kafka, Postgres postgres, TimeRules rules, Safeguards safeguards, MeterRegistry registry) {
        var sinks = new Sinks();
        var topics = kafka.raw();
        var kinds = List.of(
                new EventSink(rules, topics, safeguards.corrections()),
                new RateSink(),
                new TrafficSink(rules, topics),
                new OutcomeSink(topics));
        for (var sink : kinds) {
            sinks.workers.put(sink.name(), worker(sink, kafka, postgres, safeguards, registry));
        }
        return sinks;
    }

    /** The workers, each to be stopped by itself. */
    List<SinkWorker> workers() {
        return List.copyOf(workers.values());
    }

    /** Which of them have stopped for good; empty if none. */
    Optional<String> problem() {
        var stopped = workers.entrySet().stream()
                .filter(worker -> !worker.getValue().isAlive())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return stopped.isEmpty() ? Optional.empty() : Optional.of(stopped + " stopped; see the log");
    }

    private static SinkWorker worker(
            Sink sink, Kafka kafka, Postgres postgres, Safeguards safeguards, MeterRegistry registry) {
        return SinkWorker.start(
                sink,
                safeguards.offsets().apply(sink.name(), kafka.topicIds()),
                postgres.sinks(),
                SinkConsumers.create(kafka.connection(), GROUP_PREFIX + sink.name(), kafka.member()),
                new MicrometerSinkMetrics(registry, sink.name()));
    }
}
