package dev.errata.bench.pipeline;

import dev.errata.bench.sink.EventSinks;
import dev.errata.bench.sink.StoredEvents;
import dev.errata.store.sink.CallMetrics;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateSink;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkMetrics;
import dev.errata.store.sink.SinkRules;
import dev.errata.store.sink.SinkWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The sinks of events, and the one of rates. */
final class StoringStage implements Stage {
    private final EventSinks events;
    private final Map<String, UUID> topicIds;
    private final AtomicLong stored = new AtomicLong();
    private final List<SinkWorker> running = new ArrayList<>();

    /** @param topicIds of all topics */
    StoringStage(EventSinks events, Map<String, UUID> topicIds) {
        this.events = events;
        this.topicIds = Map.copyOf(topicIds);
    }

    @Override
    public String name() {
        return "event sink";
    }

    @Override
    public void start() {
        running.addAll(events.start(offsets -> offsets, new StoredEvents(stored::addAndGet)));
        running.add(rates());
    }

    private SinkWorker rates() {
        var sink = new RateSink(CallMetrics.NOOP);
        return SinkWorker.start(
                sink,
                new PostgresOffsets(sink.name(), topicIds),
                events.database().pool(),
                SinkConsumers.create(events.kafka(), "bench-" + sink.name(), sink.name()),
                SinkMetrics.NOOP,
                SinkRules.DEFAULT);
    }

    @Override
    public long done() {
        return stored.get();
    }

    @Override
    public void stop() {
        running.forEach(SinkWorker::close);
        running.clear();
    }
}
