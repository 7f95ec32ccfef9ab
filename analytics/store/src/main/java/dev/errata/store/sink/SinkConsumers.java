package dev.errata.store.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Makes consumers that share out partitions, read committed records only, and keep no offsets in Kafka. */
public final class SinkConsumers {
    /** Few enough that a batch is hardly larger than it may be, whatever the size of a record. */
    private static final int MAX_POLL_RECORDS = 1_000;

    /** Compressed; enough for a batch in a fetch or two. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private static final int PARTITION_FETCH_BYTES = 4 * 1024 * 1024;
    private static final int RECEIVE_BUFFER_BYTES = 1024 * 1024;

    private static final String BY_BROKERS = "consumer";
    private static final Duration SESSION = Duration.ofSeconds(10);

    /** Signs of life in the time that a session lasts without one. */
    private static final int HEARTBEATS = 4;

    private static final int READER_TIMEOUT_MS = 10_000;

    private SinkConsumers() {}

    /** As the other one, with a session of 10 s. */
    public static Consumer<byte[], byte[]> create(Map<String, Object> kafka, String group, @Nullable String member) {
        return create(kafka, group, member, SESSION);
    }

    /**
     * A consumer for a {@link SinkWorker}, not yet subscribed.
     *
     * @param kafka how to reach the brokers
     * @param group instances of the same group share the partitions
     * @param member tells this process from others of the group; the same name after a crash takes its partitions over at
     *     once, another one waits until the dead one's session ends. Null: it has no name, and any number may run
     * @param session how long a process keeps its partitions without a sign of life
     */
    public static Consumer<byte[], byte[]> create(
            Map<String, Object> kafka, String group, @Nullable String member, Duration session) {
        var config = new HashMap<>(kafka);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        if (member != null) {
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, member);
        }
        if (!BY_BROKERS.equals(config.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            shareOut(config, session);
        }
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, RECEIVE_BUFFER_BYTES);
        // An offset that Kafka no longer has is a loss to be told, not to be skipped.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** In the newer protocol these are the brokers' to decide, and may not be set. */
    private static void shareOut(Map<String, Object> config, Duration session) {
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session.toMillis());
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) session.toMillis() / HEARTBEATS);
        // Who keeps its partitions goes on reading while others' are moved, and few partitions of many topics spread
        // evenly.
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(CooperativeStickyAssignor.class));
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
