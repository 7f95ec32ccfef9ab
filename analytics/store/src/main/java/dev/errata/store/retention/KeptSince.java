package dev.errata.store.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** From when on tables have all of their rows. */
public final class KeptSince {
    private static final String NOTE = """
            INSERT INTO kept_since (table_name, since) VALUES (?, ?)
            ON CONFLICT (table_name) DO UPDATE SET since = EXCLUDED.since WHERE kept_since.since < EXCLUDED.since
            """;

    private static final String WINDOWS =
            "SELECT max(since) FROM kept_since WHERE table_name IN ('rate_10s', 'traffic_10s')";

    private KeptSince() {}

    /**
     * From when on all rates and totals of 10 s are there; {@link Instant#MIN} where none was ever deleted. Whoever reads
     * this after rows of a later time has read those whole.
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
    static void note(Connection connection, AgedTable table, LocalDate day) throws SQLException {
        try (var upsert = connection.prepareStatement(NOTE)) {
            upsert.setString(1, table.table());
            upsert.setObject(2, Cut.start(day));
            upsert.executeUpdate();
        }
    }
}
