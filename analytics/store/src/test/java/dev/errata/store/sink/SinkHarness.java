package dev.errata.store.sink;

import dev.errata.store.StoreDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A sink whose every write is a transaction of its own. */
final class SinkHarness {
    private final Sink sink;
    private final StoreDatabase database;
    private final Breakers breakers = new Breakers(BreakerRules.DEFAULT, SinkMetrics.NOOP);

    SinkHarness(Sink sink, StoreDatabase database) {
        this.sink = sink;
        this.database = database;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    final Written write(ConsumerRecord<byte[], byte[]>... records) throws SQLException {
        return write(List.of(records));
    }

    Written write(List<ConsumerRecord<byte[], byte[]>> records) throws SQLException {
        return commit(records, (connection, refusals) -> sink.write(connection, records, refusals));
    }

    Written refuse(ConsumerRecord<byte[], byte[]> poison, SQLException why) throws SQLException {
        return commit(List.of(poison), (connection, refusals) -> sink.refuse(connection, poison, why, refusals));
    }

    private Written commit(List<ConsumerRecord<byte[], byte[]>> records, Work work) throws SQLException {
        var first = records.getFirst();
        var last = records.getLast();
        var partition = new TopicPartition(first.topic(), first.partition());
        try (var connection = database.connect();
                Unfinished _ = connection::rollback) {
            var refusals = new Refusals(connection, breakers.draft(partition));
            var written = work.run(connection, refusals);
            refusals.flush(new Batch(partition, first.offset(), last.offset() + 1, records));
            connection.commit();
            refusals.keep();
            return written;
        }
    }

    /** A pool sees no {@code COPY}, and may hand on what it takes for untouched. */
    @FunctionalInterface
    private interface Unfinished extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    @FunctionalInterface
    private interface Work {
        Written run(Connection connection, Refusals refusals) throws SQLException;
    }
}
