package dev.errata.store.reconcile;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/** How far the sinks have read. */
public final class SinkOffsets {
    private final DataSource database;

    /** Asks this database. */
    public SinkOffsets(DataSource database) {
        this.database = database;
    }

    /** The next offset of each partition that the sink has ever read. */
    public Map<TopicPartition, Long> of(String sink) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT topic, partition, next_offset FROM sink_offset WHERE sink = ?")) {
            query.setString(1, sink);
            var offsets = new HashMap<TopicPartition, Long>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
            return offsets;
        }
    }
}
