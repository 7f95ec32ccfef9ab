package dev.errata.store.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes the records of one kind. Stateless between calls; the {@link SinkWorker} owns transactions, offsets, retries
 * and the search for the record that Postgres refuses.
 */
public interface Sink {
    /** Names its offsets; never changes. */
    String name();

    /** The topics it reads; never empty. */
    List<String> topics();

    /**
     * Writes records of one partition, in their order.
     *
     * @param connection in a transaction that the worker commits
     * @return what became of them
     * @throws SQLException and nothing of this call must stay; the worker rolls back
     */
    Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records) throws SQLException;

    /**
     * Gives up on one record that Postgres refuses by itself.
     *
     * @param why of class 22, 23 or 54
     */
    default Written refuse(Connection connection, ConsumerRecord<byte[], byte[]> poison, SQLException why)
            throws SQLException {
        DeadLetters.insert(connection, poison, DeadLetters.Letter.unstorable(why, null));
        return new Written(0, 0, 1);
    }
}
