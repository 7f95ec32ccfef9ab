package dev.errata.streams;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Hands the records of a fetch through Kafka Streams as one. What Kafka Streams does for each record costs as much as
 * counting it; so it gets a single record for each fetched part of a raw partition, which names the part, and the
 * processor takes all of the part in one step. The record has the offset of the part's first one: that is what is
 * committed while the part waits. Confined to a stream thread.
 */
final class Batches {
    private final Set<String> topics;
    private final Map<TopicPartition, Deque<Batch>> waiting = new HashMap<>();
    private long last;

    private record Batch(long id, List<ConsumerRecord<byte[], byte[]>> records) {}

    /** Of these topics; the records of others go through as they are. */
    Batches(Set<String> topics) {
        this.topics = topics;
    }

    /** What Kafka Streams is to see of the records. */
    ConsumerRecords<byte[], byte[]> wrap(ConsumerRecords<byte[], byte[]> fetched) {
        if (fetched.isEmpty()) {
            return fetched;
        }
        var wrapped = fetched.partitions().stream()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> wrap(partition, fetched.records(partition))));
        return new ConsumerRecords<>(wrapped, fetched.nextOffsets());
    }

    private List<ConsumerRecord<byte[], byte[]>> wrap(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        if (!topics.contains(partition.topic())) {
            return records;
        }
        last++;
        waiting.computeIfAbsent(partition, _ -> new ArrayDeque<>()).add(new Batch(last, records));
        var first = records.getFirst();
        return List.of(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                first.offset(),
                records.getLast().timestamp(),
                TimestampType.LOG_APPEND_TIME,
                0,
                Long.BYTES,
                null,
                ByteBuffer.allocate(Long.BYTES).putLong(last).array(),
                new RecordHeaders(),
                first.leaderEpoch()));
    }

    /** The records that the value of a wrapping record names. Parts before it, which were dropped, are forgotten. */
    List<ConsumerRecord<byte[], byte[]>> take(TopicPartition partition, byte[] value) {
        var id = ByteBuffer.wrap(value).getLong();
        var parts = waiting.getOrDefault(partition, new ArrayDeque<>());
        for (var part = parts.poll(); part != null; part = parts.poll()) {
            if (part.id() == id) {
                return part.records();
            }
        }
        throw new IllegalStateException("nothing was fetched as part " + id + " of " + partition);
    }
}
