package dev.errata.app.node;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How long it takes until all that had been appended by now is counted and stored, while more is coming: after a kill,
 * until others have taken over every partition of the dead process.
 */
final class Takeover {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TOPOLOGY = "errata-analytics";

    private final Admin admin;
    private final Connection connection;

    Takeover(Admin admin, Connection connection) {
        this.admin = admin;
        this.connection = connection;
    }

    /** Seconds until topology and sinks have passed where each topic of theirs ends now. */
    Duration measure() throws Exception {
        var begun = System.nanoTime();
        var topology = ends(TOPOLOGY);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> hasPassed(committed(), topology) && hasPassed(stored(), topology));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The ends of those partitions that the group has committed offsets of. */
    private Map<TopicPartition, Long> ends(String group) throws Exception {
        var partitions = committed(group).keySet().stream()
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(partitions).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<TopicPartition, Long> committed() throws Exception {
        return committed(TOPOLOGY);
    }

    private Map<TopicPartition, Long> committed(String group) throws Exception {
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private Map<TopicPartition, Long> stored() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT topic, partition, next_offset FROM sink_offset")) {
            var offsets = new HashMap<TopicPartition, Long>();
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return offsets;
        }
    }

    /** Topics that only one of the two reads are left to that one. */
    private static boolean hasPassed(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .filter(end -> read.containsKey(end.getKey()))
                .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
}
