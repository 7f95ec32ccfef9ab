package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The table {@code dead_letter}: where in Kafka a record stands that could not be stored, and why it could not. */
final class DeadLetters {
    private static final String INSERT = """
            INSERT INTO dead_letter (topic, partition, record_offset, received_at, reason, field, detail,
                project, event_id, request_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private DeadLetters() {}

    /**
     * Why a record was refused.
     *
     * @param event what could be read of it
     */
    record Letter(
            Reason reason,
            @Nullable String field,
            String detail,
            @Nullable ErrorEvent event) {
        static Letter unstorable(SQLException why, @Nullable ErrorEvent event) {
            var detail = "Postgres refuses it with SQLSTATE " + why.getSQLState();
            return new Letter(Reason.UNSTORABLE, null, detail, event);
        }

        static Letter invalid(InvalidRecordException why) {
            return new Letter(why.reason(), why.field(), String.valueOf(why.getMessage()), null);
        }
    }

    static void insert(Connection connection, ConsumerRecord<byte[], byte[]> record, Letter letter)
            throws SQLException {
        var event = letter.event();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, record.topic());
            insert.setInt(2, record.partition());
            insert.setLong(3, record.offset());
            insert.setObject(4, RawRecords.appended(record).atOffset(ZoneOffset.UTC));
            insert.setString(5, letter.reason().code());
            insert.setString(6, letter.field());
            insert.setString(7, letter.detail());
            insert.setString(8, event == null ? null : event.caller().projectOrDefault());
            insert.setObject(9, event == null ? null : event.eventId());
            insert.setString(10, event == null ? null : event.ids().requestId());
            insert.executeUpdate();
        }
    }
}
