package dev.errata.store.sink;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads what a topic still has of some stretch. Used by one thread. */
public final class RawTopic {
    private static final Duration POLL = Duration.ofMillis(200);

    /** So long without a record, where there must be some, and Kafka is taken for away. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;

    /** Reads by a consumer of {@link SinkConsumers#reader}, which stays open. */
    public RawTopic(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Shows each record from the first offset to the last.
     *
     * @param start is told the first offset that the topic still has
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public void read(
            TopicPartition partition,
            long first,
            long last,
            LongConsumer start,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        var one = Set.of(partition);
        consumer.assign(one);
        var beginning = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        var end = Math.min(last + 1, consumer.endOffsets(one).getOrDefault(partition, 0L));
        start.accept(beginning);
        consumer.seek(partition, Math.max(first, beginning));
        var progress = System.nanoTime();
        while (consumer.position(partition) < end) {
            var records = consumer.poll(POLL).records(partition);
            if (!records.isEmpty()) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                throw new TimeoutException("no record of " + partition + " for " + PATIENCE);
            }
            show(records, end, each);
        }
    }

    private static void show(
            List<ConsumerRecord<byte[], byte[]>> records, long end, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        for (var record : records) {
            if (record.offset() < end) {
                each.accept(record);
            }
        }
    }
}
