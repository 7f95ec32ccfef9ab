package dev.errata.store.retention;

import dev.errata.store.KeptSince;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The rows of a table that are from before a UTC day.
 *
 * @param before the first day that stays
 */
record Cut(AgedTable table, LocalDate before) {
    private static final String OLDEST = "SELECT min($time) FROM $table";

    private static final String COUNT = "SELECT count(*) FROM $table WHERE $old";

    private static final String NEXT = "SELECT min($time) FROM $table WHERE $time >= ? AND $time < ? AND $old";

    /** What somebody writes at this moment is left for the next time, so nobody's order of locks matters here. */
    private static final String DELETE = """
            DELETE FROM $table WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM $table WHERE $time >= ? AND $time < ? AND $old LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    /** The time of the oldest row, old or not; of incidents the first end. */
    Optional<OffsetDateTime> oldest(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(table.in(OLDEST))) {
            return time(query);
        }
    }

    /** How many rows are old. */
    long count(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(table.in(COUNT))) {
            query.setObject(1, start(before));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The first day from this one on that has old rows. */
    Optional<LocalDate> next(Connection connection, LocalDate from) throws SQLException {
        try (var query = connection.prepareStatement(table.in(NEXT))) {
            query.setObject(1, start(from));
            query.setObject(2, start(before));
            query.setObject(3, start(before));
            return time(query)
                    .map(time -> time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate());
        }
    }

    /** Deletes old rows of the day, so many at most; says how many. */
    long delete(Connection connection, LocalDate day, int most) throws SQLException {
        KeptSince.note(connection, table.table(), before);
        try (var delete = connection.prepareStatement(table.in(DELETE))) {
            delete.setObject(1, start(day));
            delete.setObject(2, start(day.plusDays(1)));
            delete.setObject(3, start(before));
            delete.setInt(4, most);
            return delete.executeUpdate();
        }
    }

    private static Optional<OffsetDateTime> time(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getObject(1, OffsetDateTime.class));
        }
    }
}
