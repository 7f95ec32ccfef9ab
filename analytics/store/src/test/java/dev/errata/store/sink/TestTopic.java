package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.embedded.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of its own in the broker of the tests, with LogAppendTime, and what fills it. */
final class TestTopic {
    static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestKafka.bootstrapServers());

    private static final byte[] PRESENT = "1".getBytes(StandardCharsets.US_ASCII);

    private final String name = "events-" + UUID.randomUUID();
    private final int partitions;
    private final Admin admin = Admin.create(KAFKA);
    private final Producer<byte[], byte[]> producer = producer(KAFKA);
    private Uuid id = Uuid.ZERO_UUID;

    TestTopic(int partitions) throws ExecutionException, InterruptedException {
        this.partitions = partitions;
        create();
    }

    /**
     * One request at a time: a broker that does not lead a new partition yet may refuse the first batch and take the
     * second, after which it refuses the first for ever, as out of order.
     */
    static Producer<byte[], byte[]> producer(Map<String, Object> config) {
        var ordered = new HashMap<>(config);
        ordered.put("max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(ordered, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void create() throws ExecutionException, InterruptedException {
        var topic =
                new NewTopic(name, partitions, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        id = admin.createTopics(List.of(topic)).topicId(name).get();
    }

    void recreate() throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(name)).all().get();
        create();
    }

    void deleteBefore(int partition, long offset) throws ExecutionException, InterruptedException {
        admin.deleteRecords(Map.of(new TopicPartition(name, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /** As the application gives them to the offsets. */
    Map<String, UUID> ids() {
        return Map.of(name, new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
    }

    /** Spread over the partitions, and there when this returns. */
    void send(List<ErrorEvent> events, String... headers) {
        for (int i = 0; i < events.size(); i++) {
            var record = record(i % partitions, events.get(i));
            for (var header : headers) {
                record.headers().add(header, PRESENT);
            }
            send(record);
        }
        producer.flush();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a record that is missing fails the test
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    ProducerRecord<byte[], byte[]> record(int partition, ErrorEvent event) {
        return new ProducerRecord<>(name, partition, null, Events.json(event));
    }

    /** The sink, reading this topic instead of its own. */
    Sink feeding(Sink sink) {
        return new Redirected(sink, name);
    }

    void close() throws ExecutionException, InterruptedException {
        producer.close();
        admin.deleteTopics(List.of(name)).all().get();
        admin.close();
    }

    private record Redirected(Sink sink, String topic) implements Sink {
        @Override
        public List<String> topics() {
            return List.of(topic);
        }

        @Override
        public String name() {
            return sink.name();
        }

        @Override
        public Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
                throws SQLException {
            return sink.write(connection, records, refusals);
        }

        @Override
        public void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
            sink.writePlain(connection, like);
        }

        @Override
        public Written refuse(
                Connection connection, ConsumerRecord<byte[], byte[]> poison, SQLException why, Refusals refusals)
                throws SQLException {
            return sink.refuse(connection, poison, why, refusals);
        }
    }
}
