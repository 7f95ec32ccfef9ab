package dev.errata.streams;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the raw topics, one partition after the other. */
final class Sender implements AutoCloseable {
    private static final Header RESEND = new RecordHeader(Topics.RESEND_HEADER, new byte[] {'1'});

    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(config(), new ByteArraySerializer(), new ByteArraySerializer());
    private int sent;

    /**
     * One request at a time: a broker that does not lead a new partition yet may refuse the first batch and take the
     * second, after which it refuses the first for ever, as out of order.
     */
    private static Map<String, Object> config() {
        var config = new HashMap<>(Cluster.config());
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return config;
    }

    Sender(int partitions) {
        this.partitions = partitions;
    }

    void event(ErrorEvent event) {
        send(Topics.EVENTS, new ErrorEventCodec().encode(event), List.of());
    }

    void resentEvent(ErrorEvent event) {
        send(Topics.EVENTS, new ErrorEventCodec().encode(event), List.of(RESEND));
    }

    void eventBytes(byte @Nullable [] value) {
        send(Topics.EVENTS, value, List.of());
    }

    void traffic(TrafficRecord record) {
        send(Topics.TRAFFIC, new TrafficRecordCodec().encode(record), List.of());
    }

    void flush() {
        producer.flush();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flush waits, and a lost record shows in the counts
    private void send(String topic, byte @Nullable [] value, List<Header> headers) {
        producer.send(new ProducerRecord<>(topic, sent++ % partitions, null, null, value, headers));
    }

    @Override
    public void close() {
        producer.close();
    }
}
