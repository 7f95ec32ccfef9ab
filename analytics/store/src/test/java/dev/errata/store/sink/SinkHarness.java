package dev.errata.store.sink;

import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A sink whose every write is a transaction of its own. */
final class SinkHarness {
    private final Sink sink;
    private final StoreDatabase database;

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
        try (var connection = database.connect()) {
            var written = sink.write(connection, records);
            connection.commit();
            return written;
        }
    }

    Written refuse(ConsumerRecord<byte[], byte[]> poison, SQLException why) throws SQLException {
        try (var connection = database.connect()) {
            var written = sink.refuse(connection, poison, why);
            connection.commit();
            return written;
        }
    }
}
