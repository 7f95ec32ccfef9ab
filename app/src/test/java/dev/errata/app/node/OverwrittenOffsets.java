package dev.errata.app.node;

import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** Offsets that go where the sink says, whoever has been there before. */
record OverwrittenOffsets(String sink, PostgresOffsets stored) implements OffsetStore {
    OverwrittenOffsets(String sink, Map<String, UUID> topicIds) {
        this(sink, new PostgresOffsets(sink, topicIds));
    }

    @Override
    public long load(Connection connection, TopicPartition partition, long ifNew) throws SQLException {
        return stored.load(connection, partition, ifNew);
    }

    @Override
    public boolean advance(Connection connection, TopicPartition partition, long from, long to) throws SQLException {
        var sql = "UPDATE sink_offset SET next_offset = ? WHERE sink = ? AND topic = ? AND partition = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, to);
            update.setString(2, sink);
            update.setString(3, partition.topic());
            update.setInt(4, partition.partition());
            return update.executeUpdate() == 1;
        }
    }
}
