package dev.errata.store.sink;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.common.TopicPartition;

/** How far a sink has read, kept beside what it wrote. */
public interface OffsetStore {
    /**
     * The next offset to read, in a transaction of the caller's.
     *
     * @param ifNew where a partition starts that was never read
     * @throws IllegalStateException when the topic is another one than the offsets were kept for
     */
    long load(Connection connection, TopicPartition partition, long ifNew) throws SQLException;

    /**
     * Moves on, first thing in the transaction that writes the records between the two offsets: it takes the row's lock,
     * so that a zombie waits here and then finds itself overtaken.
     *
     * @return false when the offset is not where this sink believes; it must roll back and load it anew
     */
    boolean advance(Connection connection, TopicPartition partition, long from, long to) throws SQLException;
}
