package dev.errata.bench.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;

import dev.errata.bench.ingest.SampleEvents;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.gateway.KafkaRecordLog;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills the topic as the gateway would have. */
final class Preload {
    private static final int SEED = 20_260_301;
    private static final ErrorEventCodec CODEC = new ErrorEventCodec();

    private Preload() {}

    /** So many events of this moment, acknowledged when this returns. */
    static void events(Map<String, Object> kafka, int events) throws IOException {
        var failed = new LongAdder();
        try (var producer = new KafkaProducer<>(
                KafkaRecordLog.producerSettings(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            new SampleEvents(new SplittableRandom(SEED), Instant.now().truncatedTo(MICROS))
                    .stream().limit(events).forEach(event -> {
                        var key = event.caller().projectOrDefault() + '/' + event.eventId();
                        send(
                                producer,
                                new ProducerRecord<>(Topics.EVENTS, key.getBytes(UTF_8), CODEC.encode(event)),
                                failed);
                    });
        }
        if (failed.sum() > 0) {
            throw new IOException(failed.sum() + " records were not acknowledged");
        }
    }

    /** Failures reach the callback; the future says nothing more. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, LongAdder failed) {
        producer.send(record, (_, failure) -> {
            if (failure != null) {
                failed.increment();
            }
        });
    }
}
