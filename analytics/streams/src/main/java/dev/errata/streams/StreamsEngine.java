package dev.errata.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the {@link ErrorTopology} exactly once. Owns Kafka Streams' threads; safe from any thread. */
public final class StreamsEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsEngine.class);
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** For as long, whoever takes over from a killed process waits for what that left open. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration LINGER = Duration.ofMillis(10);

    /** What a commit brings for one partition should go in one request. */
    private static final int BATCH_BYTES = 128 << 10;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int THREADS = 2;
    private static final int BUFFERED_FETCHES = 2;
    private static final int MAX_POLL_RECORDS = 2_000;

    private final KafkaStreams streams;
    private final ErrorTopology topology;

    private StreamsEngine(KafkaStreams streams, ErrorTopology topology) {
        this.streams = streams;
        this.topology = topology;
    }

    /**
     * Starts the topology; returns before it has its partitions.
     *
     * @param kafka how to reach the brokers
     * @param place this process among those that run the topology
     */
    public static StreamsEngine start(Map<String, Object> kafka, TopologySettings settings, Placement place) {
        var config = config(kafka, place.stateDirectory(), place.replication());
        place.configure(config);
        return start(config, settings, new StreamClients(settings, Flushing.BEFORE_COMMIT));
    }

    /** As it is configured, for tests that must see what a part of it is good for. */
    static StreamsEngine start(Properties config, TopologySettings settings, StreamClients clients) {
        var topology = new ErrorTopology(settings, config, clients);
        var streams = new KafkaStreams(topology.get(), config, clients);
        streams.setUncaughtExceptionHandler(new ThreadFailures(InstantSource.system()));
        streams.start();
        return new StreamsEngine(streams, topology);
    }

    /** What became of the events that this process has read. */
    public InputTally events() {
        return topology.events();
    }

    /** What became of the totals that this process has read. */
    public InputTally traffic() {
        return topology.traffic();
    }

    /** What the detection of this process has left out for want of room. */
    public Refusals refusals() {
        return topology.refusals();
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

    /** How many tasks it counts in now. */
    public int activeTasks() {
        return tasks(ThreadMetadata::activeTasks);
    }

    /** How many tasks of other processes it keeps a copy of. */
    public int standbyTasks() {
        return tasks(ThreadMetadata::standbyTasks);
    }

    private int tasks(Function<ThreadMetadata, Set<TaskMetadata>> kind) {
        return streams.metadataForLocalThreads().stream()
                .mapToInt(thread -> kind.apply(thread).size())
                .sum();
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
        // A record is as much as a fetch brings of a partition: two of them wait, not a thousand.
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_FETCHES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                TRANSACTION_TIMEOUT.toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER.toMillis());
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return config;
    }
}
