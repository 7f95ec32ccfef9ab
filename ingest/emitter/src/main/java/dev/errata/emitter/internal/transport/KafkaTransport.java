package dev.errata.emitter.internal.transport;

import dev.errata.contract.Topics;
import dev.errata.emitter.internal.Answer;
import dev.errata.emitter.internal.Fate;
import dev.errata.emitter.internal.Message;
import dev.errata.emitter.internal.Parcel;
import dev.errata.emitter.internal.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka, through an idempotent producer of its own, which only one thread sends with. After a send with an unknown
 * outcome the producer is closed and the next parcel builds another, since what the old one still holds must not be
 * sent behind the emitter's back.
 */
public final class KafkaTransport implements Transport {
    private static final Capacity CAPACITY = new Capacity(2_000, 1024 * 1024, 8);
    private static final byte[] RESEND = {'1'};

    /** The settings that keep the promises: not the application's to change. */
    private static final Map<String, Object> PROMISES = Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.RETRIES_CONFIG,
            Integer.MAX_VALUE,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            2_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            25_000);

    private static final Map<String, Object> DEFAULTS = Map.of(
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            5,
            ProducerConfig.LINGER_MS_CONFIG,
            25,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            32L * 1024 * 1024);

    private final Map<String, Object> settings = new HashMap<>(DEFAULTS);
    private final String topicPrefix;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(KafkaTransport::thread);
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /**
     * Connects with the first parcel.
     *
     * @param connection {@code bootstrap.servers} and whatever the cluster's security asks for
     */
    public KafkaTransport(Map<String, Object> connection, String topicPrefix) {
        settings.putAll(connection);
        settings.putAll(PROMISES);
        this.topicPrefix = topicPrefix;
    }

    @Override
    public Capacity capacity() {
        return CAPACITY;
    }

    @Override
    public CompletableFuture<Answer> send(Parcel parcel) {
        var acknowledgements = new Acknowledgements(parcel.size());
        try {
            sender.execute(() -> sendNow(parcel, acknowledgements));
        } catch (RejectedExecutionException e) {
            acknowledgements.refuseRest(0, "closed");
        }
        return acknowledgements.answer();
    }

    /** Stops at the first record that Kafka's client does not even take: each further one would block as long again. */
    private void sendNow(Parcel parcel, Acknowledgements acknowledgements) {
        var index = 0;
        try {
            var current = producer();
            var topic = parcel.kind().topic(topicPrefix);
            var unused = acknowledgements.answer().thenAccept(answer -> retireIfUnsure(current, answer));
            for (; index < parcel.size() && !acknowledgements.isHopeless(); index++) {
                var record = record(topic, parcel.messages().get(index), parcel.resend());
                var unusedToo = current.send(record, acknowledgements.expect(index));
                acknowledgements.handedOver();
            }
            acknowledgements.refuseRest(index, "Kafka takes no records");
        } catch (KafkaException | IllegalStateException e) {
            acknowledgements.refuseRest(index, e.getClass().getSimpleName());
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Message message, boolean resend) {
        var record = new ProducerRecord<>(topic, message.key(), message.value());
        if (resend) {
            record.headers().add(Topics.RESEND_HEADER, RESEND);
        }
        return record;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** Runs on whichever thread brought the last acknowledgement, Kafka's own included. */
    private void retireIfUnsure(KafkaProducer<byte[], byte[]> old, Answer answer) {
        if (answer.fates().contains(Fate.UNKNOWN) && !sender.isShutdown()) {
            sender.execute(() -> retire(old));
        }
    }

    private void retire(KafkaProducer<byte[], byte[]> old) {
        if (old.equals(producer)) {
            producer = null;
            old.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        sender.execute(() -> {
            if (producer != null) {
                retire(producer);
            }
        });
        sender.shutdown();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "errata-kafka");
        thread.setDaemon(true);
        return thread;
    }
}
