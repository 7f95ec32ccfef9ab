package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Holds what Postgres says against what was promised, once everything in Kafka is booked. */
final class Audit {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private Audit() {}

    /** Every acknowledged event is stored, none twice, and each window's rate is the number of its events. */
    static void requireExact(NodeProcess node, Ledger ledger) throws SQLException {
        try (var connection = node.connect()) {
            requireExact(node.bootstrapServers(), connection, ledger);
        }
    }

    static void requireExact(String bootstrapServers, Connection connection, Ledger ledger) throws SQLException {
        awaitDrained(bootstrapServers, connection);
        assertThat(Books.storedOnce(connection)).containsAll(ledger.acknowledged());
        await().atMost(PATIENCE).until(() -> Books.allClosed(connection));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Books.differences(connection)).isEmpty());
    }

    /** Waits until the event sink has stored the offset at which its topic ends. */
    private static void awaitDrained(String bootstrapServers, Connection connection) {
        var config = Map.<String, Object>of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            var ends = consumer.endOffsets(partitions);
            await().atMost(PATIENCE)
                    .until(() -> ends.entrySet().stream()
                            .allMatch(end -> stored(connection, end.getKey()) >= end.getValue()));
        }
    }

    private static long stored(Connection connection, TopicPartition partition) {
        var sql = "SELECT next_offset FROM sink_offset WHERE sink = 'event-sink' AND partition = ?";
        try (var query = connection.prepareStatement(sql)) {
            query.setInt(1, partition.partition());
            try (var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
