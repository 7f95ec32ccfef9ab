package dev.errata.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** From when on tables have all of their rows. Of events: of their ids, and of each window but for {@link DroppedEvents}. */
public final class KeptSince {
    private static final String NOTE = """
            INSERT INTO kept_since (table_name, since) VALUES (?, ?)
            ON CONFLICT (table_name) DO UPDATE SET since = EXCLUDED.since WHERE kept_since.since < EXCLUDED.since
            """;

    private static final String WINDOWS =
            "SELECT max(since) FROM kept_since WHERE table_name IN ('event', 'rate_10s', 'traffic_10s')";

    private KeptSince() {}

    /**
     * From when on all events, and all rates and totals of 10 s, are there; {@link Instant#MIN} where none was ever deleted.
     * Whoever reads this after rows of a later time has read those whole.
     */
    public static Instant windows(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                var row = query.executeQuery(WINDOWS)) {
            row.next();
            var since = row.getObject(1, OffsetDateTime.class);
            return since == null ? Instant.MIN : since.toInstant();
        }
    }

    /** Part of each transaction that deletes rows of before that day. */
    public static void note(Connection connection, String table, LocalDate day) throws SQLException {
        try (var upsert = connection.prepareStatement(NOTE)) {
            upsert.setString(1, table);
            upsert.setObject(2, day.atStartOfDay().atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        }
    }
}
