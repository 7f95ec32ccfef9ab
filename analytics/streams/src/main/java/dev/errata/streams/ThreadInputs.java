package dev.errata.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one stream thread knows of its input partitions: the meeting point of the clients that Kafka Streams calls on the
 * thread and of the processors that run there. Confined to that thread.
 */
final class ThreadInputs {
    private final Map<TopicPartition, InputOffsets> offsets = new HashMap<>();
    private final Map<TopicPartition, Combiner> combiners = new HashMap<>();
    private final PlaceBook places = new PlaceBook();
    private final Batches batches;

    /** Fetches of these topics go through Kafka Streams as one record each. */
    ThreadInputs(Set<String> batched) {
        batches = new Batches(batched);
    }

    Batches batches() {
        return batches;
    }

    /** What its combiners count under. */
    PlaceBook places() {
        return places;
    }

    InputOffsets offsets(TopicPartition partition) {
        return offsets.computeIfAbsent(partition, InputOffsets::new);
    }

    /** From now on a commit that covers the partition drains the combiner first. */
    void add(TopicPartition partition, Combiner combiner) {
        combiners.put(partition, combiner);
    }

    /** What the combiner still holds is never sent. */
    void remove(TopicPartition partition) {
        combiners.remove(partition);
    }

    /** The partitions are about to be committed, each up to its offset; others are none of the commit's business. */
    void beforeCommit(Map<TopicPartition, OffsetAndMetadata> committed, PartialOutput output) {
        committed.forEach((partition, offset) -> offsets(partition).commit(offset.offset()));
        var covered = combiners.entrySet().stream()
                .filter(entry -> committed.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Combiner.drain(covered, output);
    }
}
