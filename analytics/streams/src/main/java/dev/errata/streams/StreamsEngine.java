package dev.errata.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the {@link ErrorTopology} exactly once. Owns Kafka Streams' threads; safe from any thread. */
public final class StreamsEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsEngine.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LINGER = Duration.ofMillis(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private final KafkaStreams streams;

    private StreamsEngine(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * Starts the topology; returns before it has its partitions.
     *
     * @param kafka how to reach the brokers
     * @param stateDirectory for Kafka Streams' own files
     * @param replication of the internal topics
     * @param member tells this process from others that run the topology; the same name after a crash takes its
     *     partitions over at once, another one waits until the dead one's session ends
     */
    public static StreamsEngine start(
            Map<String, Object> kafka, TopologySettings settings, Path stateDirectory, int replication, String member) {
        var config = config(kafka, stateDirectory, replication);
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), member);
        var streams = new KafkaStreams(new ErrorTopology(settings, config).get(), config);
        streams.setUncaughtExceptionHandler(new ThreadFailures(InstantSource.system()));
        streams.start();
        return new StreamsEngine(streams);
    }

    /** Whether it has its partitions and counts. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it has stopped by itself and will not go on. */
    public boolean hasFailed() {
        return streams.state().hasStartedOrFinishedShuttingDown();
    }

    /** What it is doing, in Kafka Streams' words. */
    public String state() {
        return streams.state().name();
    }

    /** For binding its meters. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Leaves the group too: by default a clean restart would wait for the session of its predecessor to expire. */
    @Override
    public void close() {
        var leaving = CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT);
        if (!streams.close(leaving)) {
            LOG.warn("the topology did not stop within {}", CLOSE_TIMEOUT);
        }
    }

    static Properties config(Map<String, Object> kafka, Path stateDirectory, int replication) {
        var config = new Properties();
        config.putAll(kafka);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamNames.APPLICATION);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
        config.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // The library's 10 s would fence a healthy process after one long pause.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                TRANSACTION_TIMEOUT.toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER.toMillis());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return config;
    }
}
