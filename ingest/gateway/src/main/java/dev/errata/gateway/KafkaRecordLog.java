package dev.errata.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, through one idempotent producer for all threads. An append waits 2 s for a broker and 25 s for the
 * acknowledgement. After an append with an unknown outcome the producer is closed and the next append builds another,
 * since what the old one still holds must not be sent behind the caller's back.
 */
public final class KafkaRecordLog implements RecordLog {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRecordLog.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
            Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024));

    private final Map<String, Object> settings;
    private final MeterRegistry meters;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable KafkaClientMetrics measured;

    /** As the other one, without meters. */
    public KafkaRecordLog(Map<String, Object> connection) {
        this(connection, new CompositeMeterRegistry());
    }

    /**
     * Connects with the first append.
     *
     * @param connection {@code bootstrap.servers} and whatever the cluster's security asks for; the settings that keep
     *     the promises are not the caller's to change
     * @param meters where the producer's own metrics stand as long as it is in use
     */
    public KafkaRecordLog(Map<String, Object> connection, MeterRegistry meters) {
        settings = producerSettings(connection);
        this.meters = meters;
    }

    /** The producer's settings with this connection: what anything that is to be compared with it must have, too. */
    public static Map<String, Object> producerSettings(Map<String, Object> connection) {
        var settings = new HashMap<>(connection);
        settings.putAll(SETTINGS);
        return Map.copyOf(settings);
    }

    @Override
    public void append(List<ProducerRecord<byte[], byte[]>> records) throws NotAcknowledgedException {
        var current = producer();
        var sent = new ArrayList<Future<RecordMetadata>>(records.size());
        try {
            send(current, records, sent);
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            throw failed(current, !sent.isEmpty(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(current, true, e);
        }
    }

    /** Stops at the first record that Kafka's client does not even take: each further one would block as long again. */
    private static void send(
            KafkaProducer<byte[], byte[]> current,
            List<ProducerRecord<byte[], byte[]>> records,
            List<Future<RecordMetadata>> sent)
            throws ExecutionException {
        for (var record : records) {
            var acknowledgement = current.send(record);
            if (acknowledgement.state() == Future.State.FAILED) {
                throw new ExecutionException(acknowledgement.exceptionNow());
            }
            sent.add(acknowledgement);
        }
    }

    private NotAcknowledgedException failed(
            KafkaProducer<byte[], byte[]> current, boolean maybeAppended, Exception cause) {
        LOG.warn("Kafka did not acknowledge: {}", cause.getMessage());
        if (maybeAppended) {
            retire(current);
        }
        return new NotAcknowledgedException(maybeAppended, cause);
    }

    private void retire(KafkaProducer<byte[], byte[]> old) {
        synchronized (this) {
            if (old.equals(producer)) {
                forget();
            }
        }
        old.close(Duration.ZERO);
    }

    /** With the lock held. */
    private void forget() {
        producer = null;
        if (measured != null) {
            measured.close();
            measured = null;
        }
    }

    /** Waits 5 s for what is under way. To be called when nobody appends any more. */
    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
            forget();
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() throws NotAcknowledgedException {
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                measured = new KafkaClientMetrics(producer);
                measured.bindTo(meters);
            }
            return producer;
        } catch (KafkaException e) {
            throw new NotAcknowledgedException(false, e);
        }
    }
}
