package dev.errata.streams;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The producer of a stream thread. Before offsets join a transaction, the counts of the events before them do: in
 * Kafka Streams' transaction, over the topic that its topology reads them from. What cannot be sent makes the commit
 * fail, which aborts all of it.
 */
class CommittingProducer extends KafkaProducer<byte[], byte[]> implements PartialOutput {
    static final String TOPIC = StreamNames.APPLICATION + "-" + StreamNames.PARTIALS + "-repartition";

    private final StreamClients clients;
    private final PartialRouter router = new PartialRouter();
    private final Serializer<Partial> serializer = PartialSerde.serde().serializer();

    CommittingProducer(Map<String, Object> config, StreamClients clients) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.clients = clients;
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        clients.inputs().beforeCommit(offsets, this);
        try {
            addOffsets(offsets, group);
        } catch (TimeoutException e) {
            throw new UnknownCommitException(e);
        }
    }

    @Override
    public void commitTransaction() {
        try {
            commit();
        } catch (TimeoutException e) {
            throw new UnknownCommitException(e);
        }
    }

    void addOffsets(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        super.sendOffsetsToTransaction(offsets, group);
    }

    void commit() {
        super.commitTransaction();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a send that fails makes the commit fail
    public void send(String project, Partial partial) {
        var value = serializer.serialize(TOPIC, partial);
        var key = project.getBytes(StandardCharsets.UTF_8);
        var time = partial.reached().toEpochMilli();
        for (var cubePartition : router.partitions(TOPIC, project, partial, clients.cubePartitions())
                .orElseThrow()) {
            send(new ProducerRecord<>(TOPIC, cubePartition, time, key, value));
        }
    }
}
