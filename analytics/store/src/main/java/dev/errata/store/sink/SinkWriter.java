package dev.errata.store.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes stretches of partitions, each in a transaction with the offset behind it, and decides what a refusal of Postgres
 * means: a record at fault is given up alone, a store at fault is waited for. Used by the worker's thread only.
 */
final class SinkWriter {
    private final Sink sink;
    private final OffsetStore offsets;
    private final DataSource database;
    private final SinkMetrics metrics;
    private final Breakers breakers;
    private final BatchSize size = new BatchSize();

    SinkWriter(Sink sink, OffsetStore offsets, DataSource database, SinkMetrics metrics, Breakers breakers) {
        this.sink = sink;
        this.offsets = offsets;
        this.database = database;
        this.metrics = metrics;
        this.breakers = breakers;
    }

    /** How a write ended. */
    enum Result {
        /** It is in. */
        DONE,
        /** It is to be written by halves: one of its records may be at fault, or they are too many at once. */
        DIVIDE,
        /** Somebody else has written from this partition. */
        OVERTAKEN
    }

    /** The next offset to read, which is the given one where the partition was never read. */
    long offset(TopicPartition partition, long ifNew) throws SQLException {
        try (var connection = database.getConnection()) {
            var offset = offsets.load(connection, partition, ifNew);
            connection.commit();
            return offset;
        }
    }

    /**
     * Writes the records, or gives up on the only one.
     *
     * @throws SQLException where the store is at fault: the same is to be written again later
     */
    Result write(Batch batch) throws SQLException {
        var records = batch.records().size();
        if (size.isTooLarge(records)) {
            return Result.DIVIDE;
        }
        try {
            var started = System.nanoTime();
            var result = commit(batch, (connection, refusals) -> sink.write(connection, batch.records(), refusals));
            size.written(records, Duration.ofNanos(System.nanoTime() - started));
            return result;
        } catch (SQLException e) {
            size.failed(records, e);
            if (SqlFailure.of(e) == SqlFailure.STORE || records == 0) {
                throw e;
            }
            return records > 1 ? Result.DIVIDE : giveUp(batch, e);
        }
    }

    /** Nobody reads the partition here any more. */
    void forget(TopicPartition partition) {
        breakers.forget(partition);
    }

    private Result giveUp(Batch batch, SQLException why) throws SQLException {
        var poison = batch.records().getFirst();
        return commit(batch, (connection, refusals) -> {
            requireSound(connection, poison);
            return sink.refuse(connection, poison, why, refusals);
        });
    }

    /** A store that takes a plain record is sound, so that it is the record that is at fault. */
    private void requireSound(Connection connection, ConsumerRecord<byte[], byte[]> like) throws SQLException {
        var before = connection.setSavepoint();
        try {
            sink.writePlain(connection, like);
        } catch (SQLException e) {
            throw new SQLException("Postgres refuses a plain record as well: " + e.getMessage(), null, e);
        }
        connection.rollback(before);
    }

    /**
     * A commit whose answer is lost is tried again like any other failure: the offset, moved first, then tells that it
     * had gone in after all.
     */
    private Result commit(Batch batch, Work work) throws SQLException {
        var started = System.nanoTime();
        try (var connection = database.getConnection();
                Unfinished _ = connection::rollback) {
            if (!offsets.advance(connection, batch.partition(), batch.from(), batch.to())) {
                return Result.OVERTAKEN;
            }
            var refusals = new Refusals(connection, breakers.draft(batch.partition()));
            var written = work.run(connection, refusals);
            refusals.flush(batch);
            connection.commit();
            refusals.keep();
            refusals.reasons().forEach(metrics::deadLettered);
            metrics.committed(written, Duration.ofNanos(System.nanoTime() - started));
            return Result.DONE;
        }
    }

    @FunctionalInterface
    private interface Work {
        Written run(Connection connection, Refusals refusals) throws SQLException;
    }

    /**
     * Ends a transaction that was not committed. Closing its connection is not enough: a pool sees no {@code COPY}, and may
     * hand on what it takes for untouched.
     */
    @FunctionalInterface
    private interface Unfinished extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
