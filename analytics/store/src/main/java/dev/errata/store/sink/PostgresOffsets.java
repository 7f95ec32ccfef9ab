package dev.errata.store.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/** The offsets of one sink in the table {@code sink_offset}, moved by compare-and-set. */
public final class PostgresOffsets implements OffsetStore {
    private final String sink;
    private final Map<String, UUID> topicIds;

    /**
     * Keeps offsets under the sink's name.
     *
     * @param topicIds Kafka's id of each topic, by name
     */
    public PostgresOffsets(String sink, Map<String, UUID> topicIds) {
        this.sink = sink;
        this.topicIds = Map.copyOf(topicIds);
    }

    @Override
    public long load(Connection connection, TopicPartition partition, long ifNew) throws SQLException {
        insertIfNew(connection, partition, ifNew);
        var sql = "SELECT topic_id, next_offset FROM sink_offset WHERE sink = ? AND topic = ? AND partition = ?";
        try (var query = connection.prepareStatement(sql)) {
            bind(query, 1, partition);
            try (var row = query.executeQuery()) {
                row.next();
                requireSameTopic(partition, row.getObject(1, UUID.class));
                return row.getLong(2);
            }
        }
    }

    @Override
    public boolean advance(Connection connection, TopicPartition partition, long from, long to) throws SQLException {
        var sql = "UPDATE sink_offset SET next_offset = ?"
                + " WHERE sink = ? AND topic = ? AND partition = ? AND next_offset = ?";
        try (var update = connection.prepareStatement(sql)) {
            update.setLong(1, to);
            bind(update, 2, partition);
            update.setLong(5, from);
            return update.executeUpdate() == 1;
        }
    }

    private void insertIfNew(Connection connection, TopicPartition partition, long offset) throws SQLException {
        var sql = "INSERT INTO sink_offset (sink, topic, partition, topic_id, next_offset) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING";
        try (var insert = connection.prepareStatement(sql)) {
            bind(insert, 1, partition);
            insert.setObject(4, topicIds.get(partition.topic()));
            insert.setLong(5, offset);
            insert.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int first, TopicPartition partition) throws SQLException {
        statement.setString(first, sink);
        statement.setString(first + 1, partition.topic());
        statement.setInt(first + 2, partition.partition());
    }

    private void requireSameTopic(TopicPartition partition, UUID stored) {
        if (!stored.equals(topicIds.get(partition.topic()))) {
            throw new IllegalStateException("topic " + partition.topic() + " was deleted and made anew: the offsets of "
                    + sink + " belong to the old one");
        }
    }
}
