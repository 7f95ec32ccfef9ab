package dev.errata.bench.sink;

import dev.errata.bench.ingest.EventTopic;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.store.sink.BodySampling;
import dev.errata.store.sink.CallMetrics;
import dev.errata.store.sink.DiskPressure;
import dev.errata.store.sink.EventSink;
import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateRows;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.store.sink.SinkMetrics;
import dev.errata.store.sink.SinkRules;
import dev.errata.store.sink.SinkWorker;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/**
 * Event sinks as {@code errata up} runs them, except that each is given its partitions, so that none waits for a group.
 *
 * @param topicId of the topic of events
 */
public record EventSinks(Map<String, Object> kafka, UUID topicId, BenchDatabase database, int workers) {

    public EventSinks {
        kafka = Map.copyOf(kafka);
    }

    /** Starts all of them, from where they had come. */
    public List<SinkWorker> start(UnaryOperator<OffsetStore> offsets, SinkMetrics metrics) {
        return IntStream.range(0, workers)
                .mapToObj(number -> worker(number, offsets, metrics))
                .toList();
    }

    private SinkWorker worker(int number, UnaryOperator<OffsetStore> offsets, SinkMetrics metrics) {
        var sink = new EventSink(
                TimeRules.DEFAULT,
                RawTopics.SHARED,
                new RateRows(),
                Redactor.STANDARD,
                new BodySampling(20, () -> DiskPressure.NONE),
                CallMetrics.NOOP);
        return SinkWorker.start(
                sink,
                offsets.apply(new PostgresOffsets(sink.name(), Map.of(Topics.EVENTS, topicId))),
                database.pool(),
                Assigned.of(SinkConsumers.create(kafka, "bench", "bench-" + number), partitions(number)),
                metrics,
                SinkRules.DEFAULT);
    }

    private List<TopicPartition> partitions(int number) {
        return IntStream.range(0, EventTopic.PARTITIONS)
                .filter(partition -> partition % workers == number)
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition))
                .toList();
    }
}
