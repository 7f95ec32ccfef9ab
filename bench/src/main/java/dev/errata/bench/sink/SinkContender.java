package dev.errata.bench.sink;

import dev.errata.bench.Contender;
import dev.errata.bench.ingest.EventTopic;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.store.sink.BodySampling;
import dev.errata.store.sink.DiskPressure;
import dev.errata.store.sink.EventSink;
import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateRows;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkRules;
import dev.errata.store.sink.SinkWorker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Errata's event sink, as {@code errata up} runs it: all of a topic from its start. */
final class SinkContender implements Contender {
    private final Map<String, Object> kafka;
    private final UUID topicId;
    private final BenchDatabase database;
    private final int workers;
    private final long events;
    private final List<SinkWorker> running = new ArrayList<>();
    private Gate gate = new Gate(0, 0);

    SinkContender(Map<String, Object> kafka, UUID topicId, BenchDatabase database, int workers, long events) {
        this.kafka = kafka;
        this.topicId = topicId;
        this.database = database;
        this.workers = workers;
        this.events = events;
    }

    @Override
    public String name() {
        return "event sink";
    }

    /** Afterwards all workers have their partitions and are about to ask where to read. */
    @Override
    public void prepare() throws SQLException, InterruptedException {
        database.execute("TRUNCATE event, sink_offset, series, rate_10s");
        database.settle();
        gate = new Gate(workers, events);
        for (int i = 0; i < workers; i++) {
            running.add(worker(i));
        }
        gate.awaitWorkers();
    }

    private SinkWorker worker(int number) {
        var sink = new EventSink(
                TimeRules.DEFAULT,
                RawTopics.SHARED,
                new RateRows(),
                Redactor.STANDARD,
                new BodySampling(20, () -> DiskPressure.NONE));
        OffsetStore offsets = gate.before(new PostgresOffsets(sink.name(), Map.of(Topics.EVENTS, topicId)));
        return SinkWorker.start(
                sink,
                offsets,
                database.pool(),
                Assigned.of(SinkConsumers.create(kafka, "bench", "bench-" + number), partitions(number)),
                gate.metrics(),
                SinkRules.DEFAULT);
    }

    private List<TopicPartition> partitions(int number) {
        return IntStream.range(0, EventTopic.PARTITIONS)
                .filter(partition -> partition % workers == number)
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition))
                .toList();
    }

    @Override
    public long run() throws InterruptedException {
        gate.open();
        gate.awaitStored();
        return events;
    }

    @Override
    public void tidy() {
        gate.open();
        running.forEach(SinkWorker::close);
        running.clear();
    }
}
