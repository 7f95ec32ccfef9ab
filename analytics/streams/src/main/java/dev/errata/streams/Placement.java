package dev.errata.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * One process among those that run the topology.
 *
 * @param stateDirectory for Kafka Streams' own files; no other process uses it
 * @param replication of the topics that Kafka Streams makes; -1: as the brokers like
 * @param standbys how many other processes keep a copy of what this one counts
 * @param member it in their group
 */
public record Placement(Path stateDirectory, int replication, int standbys, Member member) {
    /** Signs of life in the time that a session lasts without one. */
    private static final int HEARTBEATS = 4;

    /** How soon a process that has caught up is given partitions; the least that is possible. */
    private static final Duration PROBING = Duration.ofMinutes(1);

    void configure(Properties config) {
        var session = (int) member.session().toMillis();
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        config.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), TopicLayout.INTERNAL_SEGMENT_BYTES);
        config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());
        config.put(main(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        config.put(main(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), session / HEARTBEATS);
        if (member.name() != null) {
            config.put(main(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), member.name());
        }
    }

    private static String main(String key) {
        return StreamsConfig.mainConsumerPrefix(key);
    }
}
