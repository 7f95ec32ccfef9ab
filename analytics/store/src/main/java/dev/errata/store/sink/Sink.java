package dev.errata.store.sink;

import dev.errata.store.deadletter.Sender;
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
     * @param refusals is told of each record, whether it is good or refused
     * @return what became of them
     * @throws SQLException and nothing of this call must stay; the worker rolls back
     */
    Written write(Connection connection, List<ConsumerRecord<byte[], byte[]>> records, Refusals refusals)
            throws SQLException;

    /**
     * Writes, to where the given record would go, one of which only the store itself can be the reason to refuse it. The
     * worker takes it back.
     *
     * @throws SQLException where the store takes nothing there, so that no record is at fault
     */
    void writePlain(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException;

    /** Who sent a record that cannot be read, as far as anybody can tell. */
    default Sender senderOf(ConsumerRecord<byte[], byte[]> unreadable) {
        return Sender.UNKNOWN;
    }

    /**
     * Gives up on one record that Postgres refuses by itself.
     *
     * @param why of class 22, 23 or 54
     */
    default Written refuse(
            Connection connection, ConsumerRecord<byte[], byte[]> poison, SQLException why, Refusals refusals)
            throws SQLException {
        refusals.refused(poison, senderOf(poison), DeadLetters.Letter.unstorable(why, null));
        return new Written(0, 0, 1);
    }
}
