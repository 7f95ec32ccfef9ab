package dev.errata.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The consumer of a stream thread: lets {@link InputOffsets} know what it fetched and where tasks start. */
class WatchedConsumer extends KafkaConsumer<byte[], byte[]> {
    private final StreamClients clients;

    WatchedConsumer(Map<String, Object> config, StreamClients clients) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.clients = clients;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        var records = super.poll(timeout);
        records.nextOffsets()
                .forEach((partition, next) -> offsets(partition).fetched(records.records(partition), next.offset()));
        return clients.inputs().batches().wrap(records);
    }

    /** Kafka Streams asks this of a task's partitions whenever the task starts, or starts again. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        var committed = super.committed(partitions);
        committed.forEach((partition, offset) -> offsets(partition).start(offset == null ? null : offset.offset()));
        return committed;
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        super.seek(partition, offset);
        offsets(partition).moved(offset);
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        super.seek(partition, offset);
        offsets(partition).moved(offset.offset());
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        super.seekToBeginning(partitions);
        partitions.forEach(partition -> offsets(partition).movedAway());
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        super.seekToEnd(partitions);
        partitions.forEach(partition -> offsets(partition).movedAway());
    }

    private InputOffsets offsets(TopicPartition partition) {
        return clients.inputs().offsets(partition);
    }
}
