package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.node.ChildNode.Build;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process is killed while it is written to; afterwards every acknowledged event is there once, and each window's rate
 * is the number of its events. Without a safeguard the same run must find that it is not.
 */
class ExactnessIT {
    private static final int BATCH = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path data;

    @Test
    void node_killedWhileWrittenTo_losesNothingAndCountsNothingTwice() throws Exception {
        var ledger = new Ledger(1);
        try (var node = new NodeProcess(Build.COMPLETE, data)) {
            load(node, ledger, 200);
            try (var connection = node.connect()) {
                awaitDrained(node, connection);
                assertThat(Books.storedOnce(connection)).containsAll(ledger.acknowledged());
                await().atMost(PATIENCE).until(() -> Books.allClosed(connection));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(Books.differences(connection)).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WITHOUT_CORRECTIONS", "WITHOUT_COMPARE_AND_SET"})
    void nodeWithoutASafeguard_killedWhileWrittenTo_isFoundOut(Build build) throws Exception {
        try (var node = new NodeProcess(build, data)) {
            load(node, new Ledger(2), 60);
            try (var connection = node.connect()) {
                awaitDrained(node, connection);
                await().atMost(PATIENCE).until(() -> Books.allClosed(connection));
                assertThat(Books.differences(connection)).isNotEmpty();
            }
        }
    }

    /** Kills the process after two fifths and again after four fifths of the batches. */
    private static void load(NodeProcess node, Ledger ledger, int batches) throws Exception {
        try (var poster = new Poster(node.address())) {
            for (int i = 0; i < batches; i++) {
                var batch = ledger.nextBatch(BATCH);
                if (i == batches * 2 / 5 || i == batches * 4 / 5) {
                    var posting = Thread.startVirtualThread(() -> postQuietly(poster, batch));
                    node.killAndRestart();
                    posting.join();
                    resend(poster, batch);
                } else if (!poster.post(batch, false)) {
                    resend(poster, batch);
                }
                ledger.acknowledge(batch);
            }
        }
    }

    /** The kill races with this: whether the batch got in is what nobody knows. */
    private static void postQuietly(Poster poster, List<ErrorEvent> batch) {
        try {
            poster.post(batch, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void resend(Poster poster, List<ErrorEvent> batch) {
        await().atMost(PATIENCE).until(() -> poster.post(batch, true));
    }

    /** Waits until each sink has stored the offset at which its topic ends. */
    private static void awaitDrained(NodeProcess node, Connection connection) {
        var config = Map.<String, Object>of(
                "bootstrap.servers", node.bootstrapServers(), "isolation.level", "read_committed");
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
