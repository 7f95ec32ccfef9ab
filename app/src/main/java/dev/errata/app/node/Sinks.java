package dev.errata.app.node;

import dev.errata.store.incident.Audience;
import dev.errata.store.sink.Batching;
import dev.errata.store.sink.BodySampling;
import dev.errata.store.sink.BreakerRules;
import dev.errata.store.sink.DiskBudget;
import dev.errata.store.sink.EventSink;
import dev.errata.store.sink.IncidentSink;
import dev.errata.store.sink.MicrometerSinkMetrics;
import dev.errata.store.sink.OutcomeSink;
import dev.errata.store.sink.RateSink;
import dev.errata.store.sink.Sink;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkRules;
import dev.errata.store.sink.SinkWorker;
import dev.errata.store.sink.TrafficSink;
import dev.errata.streams.Member;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The workers that carry records into Postgres, one for each kind, several for events. */
final class Sinks {
    private static final String GROUP_PREFIX = "errata-";

    private final Map<String, SinkWorker> workers = new LinkedHashMap<>();

    private Sinks() {}

    /**
     * Starts them all.
     *
     * @param budget what the database may take
     * @param routing who is told of which incident
     * @param member this process in their consumer groups
     */
    static Sinks start(
            Ground ground, DiskBudget budget, Audience.Routing routing, Member member, Safeguards safeguards) {
        var sinks = new Sinks();
        var topics = ground.kafka().raw();
        var config = ground.config().sinks();
        var calls = ground.meters().calls();
        calls.seed();
        var events = new ArrayList<Sink>();
        for (int worker = 0; worker < config.workers(); worker++) {
            var bodies = new BodySampling(config.bodySample(), budget::pressure);
            events.add(
                    new EventSink(ground.rules(), topics, safeguards.corrections(), ground.redactor(), bodies, calls));
        }
        var batching = Batching.DEFAULT.within(config.memory() / config.workers());
        sinks.start(events, ground, member, safeguards, new SinkRules(batching, BreakerRules.DEFAULT));
        for (var sink : List.of(
                new RateSink(calls),
                new TrafficSink(ground.rules(), topics),
                new OutcomeSink(topics, ground.redactor(), calls),
                new IncidentSink(routing))) {
            sinks.start(List.of(sink), ground, member, safeguards, SinkRules.DEFAULT);
        }
        return sinks;
    }

    /** One worker for each, in the same group: they share the partitions out. */
    private void start(
            List<? extends Sink> same, Ground ground, Member member, Safeguards safeguards, SinkRules rules) {
        var name = same.getFirst().name();
        var metrics = new MicrometerSinkMetrics(ground.meters().registry(), name, InstantSource.system());
        for (int i = 0; i < same.size(); i++) {
            var kafka = ground.kafka();
            var consumer =
                    SinkConsumers.create(kafka.connection(), GROUP_PREFIX + name, named(member, i), member.session());
            ground.parts().own(ground.meters().watch(consumer));
            workers.put(
                    name + "-" + i,
                    SinkWorker.start(
                            same.get(i),
                            safeguards.offsets().apply(name, kafka.topicIds()),
                            ground.database().sinks(),
                            consumer,
                            metrics,
                            rules));
        }
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

    /** Each worker is a member by itself. */
    private static @Nullable String named(Member process, int worker) {
        return process.name() == null ? null : process.name() + "-" + worker;
    }
}
