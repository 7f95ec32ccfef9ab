package dev.errata.store.sink;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Reason;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.ReplayHeaders.Closed;
import dev.errata.store.sink.ReplayHeaders.Original;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The table {@code dead_letter}: where in Kafka a record stands that could not be stored, and why it could not. */
final class DeadLetters {
    private static final String INSERT = """
            INSERT INTO dead_letter (topic, partition, record_offset, last_offset, received_at, last_received_at,
                records, reason, field, detail, project, app, event_id, request_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    /** Only where there is a dead letter that the record belongs to: anybody can claim to replay. */
    private static final String REFUSE_AGAIN = """
            INSERT INTO dead_letter (topic, partition, record_offset, last_offset, received_at, last_received_at,
                records, reason, field, detail, project, app, event_id, request_id, replayed_at, outcome)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'refused'
            WHERE EXISTS (SELECT FROM dead_letter
                WHERE topic = ? AND partition = ? AND record_offset BETWEEN ? AND ? AND last_offset >= ?)
            ON CONFLICT (topic, partition, record_offset, last_offset) DO UPDATE
            SET reason = EXCLUDED.reason, field = EXCLUDED.field, detail = EXCLUDED.detail,
                replayed_at = EXCLUDED.replayed_at, outcome = EXCLUDED.outcome
            """;

    private static final String GROW = """
            UPDATE dead_letter SET last_offset = ?, last_received_at = ?, records = ?
            WHERE topic = ? AND partition = ? AND record_offset = ? AND last_offset = ?
            """;

    private static final String CLOSE = """
            UPDATE dead_letter SET replayed_at = ?, outcome = 'stored'
            WHERE topic = ? AND partition = ? AND record_offset = ? AND last_offset = ?
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

    /** A row for one record. */
    static void insert(Connection connection, ConsumerRecord<byte[], byte[]> record, Sender sender, Letter letter)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            bind(insert, partition(record), Span.of(sender, record, letter), letter.event());
            insert.executeUpdate();
        }
    }

    /** The row of several records, new or grown. Ids of the single ones are not kept. */
    static void put(Connection connection, TopicPartition partition, Span span) throws SQLException {
        if (span.isStored() && grow(connection, partition, span)) {
            return;
        }
        try (var insert = connection.prepareStatement(INSERT)) {
            bind(insert, partition, span, null);
            insert.executeUpdate();
        }
    }

    /** A replayed record is refused once more: its row says so; false where it has none. */
    static boolean refuseAgain(
            Connection connection,
            ConsumerRecord<byte[], byte[]> record,
            Original original,
            Sender sender,
            Letter letter)
            throws SQLException {
        try (var insert = connection.prepareStatement(REFUSE_AGAIN)) {
            var at = original.appended();
            var offset = original.offset();
            var place = bind(
                    insert,
                    partition(record),
                    new Span(sender, offset, offset, offset, 1, at, at, letter),
                    letter.event());
            time(insert, place, RawRecords.appended(record));
            insert.setString(place + 1, record.topic());
            insert.setInt(place + 2, record.partition());
            insert.setLong(place + 3, offset - Span.MAX_WIDTH);
            insert.setLong(place + 4, offset);
            insert.setLong(place + 5, offset);
            return insert.executeUpdate() == 1;
        }
    }

    /** The last of its records is stored. One that has grown meanwhile stays as it is. */
    static void close(Connection connection, ConsumerRecord<byte[], byte[]> record, Closed letter) throws SQLException {
        try (var update = connection.prepareStatement(CLOSE)) {
            time(update, 1, RawRecords.appended(record));
            update.setString(2, record.topic());
            update.setInt(3, record.partition());
            update.setLong(4, letter.first());
            update.setLong(5, letter.last());
            update.executeUpdate();
        }
    }

    private static boolean grow(Connection connection, TopicPartition partition, Span span) throws SQLException {
        try (var update = connection.prepareStatement(GROW)) {
            update.setLong(1, span.last());
            time(update, 2, span.lastAt());
            update.setLong(3, span.records());
            update.setString(4, partition.topic());
            update.setInt(5, partition.partition());
            update.setLong(6, span.first());
            update.setLong(7, span.storedLast());
            return update.executeUpdate() == 1;
        }
    }

    /** Answers the next parameter's place. */
    private static int bind(PreparedStatement insert, TopicPartition partition, Span span, @Nullable ErrorEvent event)
            throws SQLException {
        insert.setString(1, partition.topic());
        insert.setInt(2, partition.partition());
        insert.setLong(3, span.first());
        insert.setLong(4, span.last());
        time(insert, 5, span.firstAt());
        time(insert, 6, span.lastAt());
        insert.setLong(7, span.records());
        insert.setString(8, span.letter().reason().code());
        insert.setString(9, span.letter().field());
        insert.setString(10, span.letter().detail());
        insert.setString(11, span.sender().project());
        insert.setString(12, span.sender().app());
        insert.setObject(13, event == null ? null : event.eventId());
        insert.setString(14, event == null ? null : event.ids().requestId());
        return 15;
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private static void time(PreparedStatement statement, int place, Instant time) throws SQLException {
        statement.setObject(place, time.atOffset(ZoneOffset.UTC));
    }
}
