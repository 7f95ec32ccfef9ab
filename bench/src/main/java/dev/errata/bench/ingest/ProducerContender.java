package dev.errata.bench.ingest;

import dev.errata.bench.Contender;
import dev.errata.contract.Topics;
import dev.errata.gateway.KafkaRecordLog;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The baseline: Kafka's producer with the gateway's settings, which is handed keys and values ready-made. */
final class ProducerContender implements Contender, AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Sample sample;
    private final int events;
    private final LongAdder failed = new LongAdder();

    ProducerContender(Map<String, Object> connection, Sample sample, int events) {
        this.producer = new KafkaProducer<>(
                KafkaRecordLog.producerSettings(connection), new ByteArraySerializer(), new ByteArraySerializer());
        this.sample = sample;
        this.events = events;
    }

    @Override
    public String name() {
        return "kafka producer";
    }

    @Override
    public long run() throws IOException {
        var records = sample.records();
        for (int i = 0; i < events; i++) {
            send(records.get(i % records.size()));
        }
        producer.flush();
        if (failed.sum() > 0) {
            throw new IOException(failed.sum() + " records were not acknowledged");
        }
        return events;
    }

    /** Failures reach the callback; the future says nothing more. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(Sample.Item item) {
        producer.send(new ProducerRecord<>(Topics.EVENTS, item.key(), item.value()), (_, failure) -> {
            if (failure != null) {
                failed.increment();
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
