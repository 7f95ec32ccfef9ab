package dev.errata.store.sink;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers that share out partitions, read committed records only, and keep no offsets in Kafka. */
public final class SinkConsumers {
    private static final int MAX_POLL_RECORDS = 5_000;
    private static final int READER_TIMEOUT_MS = 10_000;

    private SinkConsumers() {}

    /**
     * A consumer for a {@link SinkWorker}, not yet subscribed.
     *
     * @param kafka how to reach the brokers
     * @param group instances of the same group share the partitions
     * @param member tells this process from others of the group; the same name after a crash takes its partitions over at
     *     once, another one waits until the dead one's session ends
     */
    public static Consumer<byte[], byte[]> create(Map<String, Object> kafka, String group, String member) {
        var config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        // An offset that Kafka no longer has is a loss to be told, not to be skipped.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer that belongs to no group, to read a stretch of a topic again.
     *
     * @param kafka how to reach the brokers
     */
    public static Consumer<byte[], byte[]> reader(Map<String, Object> kafka) {
        var config = new HashMap<>(kafka);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, READER_TIMEOUT_MS);
        // What retention takes away meanwhile is missed and told.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
