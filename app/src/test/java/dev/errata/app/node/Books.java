package dev.errata.app.node;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What Postgres says, recomputed from the rows. */
final class Books {
    /** Every window of every series whose stored rate is not the number of its stored events. */
    private static final String DIFFERENCES = """
            WITH rows AS (
                SELECT date_bin('10 seconds', time, 'epoch') AS window_start, project, coalesce(app, '') AS app,
                       coalesce(env, '') AS env, coalesce(region, '') AS region, coalesce(provider, '') AS provider,
                       coalesce(model, '') AS model, coalesce(status::text, '') AS status, coalesce(code, '') AS code,
                       coalesce(type, '') AS type, count(*) AS events
                FROM event GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            rates AS (
                SELECT window_start, project, app, env, region, provider, model, status, code, type,
                       stream_count + sink_count AS errors
                FROM rate_10s JOIN series USING (series_id))
            SELECT window_start, code, model, coalesce(events, 0), coalesce(errors, 0)
            FROM rows FULL JOIN rates
                USING (window_start, project, app, env, region, provider, model, status, code, type)
            WHERE coalesce(events, 0) <> coalesce(errors, 0)
            ORDER BY 1, 2, 3
            """;

    private Books() {}

    static List<String> differences(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(DIFFERENCES)) {
            var differences = new ArrayList<String>();
            while (rows.next()) {
                differences.add("%s %s %s: %d events, rate %d"
                        .formatted(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getLong(5)));
            }
            return differences;
        }
    }

    /** All stored ids; fails on one that is stored twice. */
    static Set<UUID> storedOnce(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT event_id FROM event")) {
            var ids = new HashSet<UUID>();
            while (rows.next()) {
                var id = rows.getObject(1, UUID.class);
                if (!ids.add(id)) {
                    throw new AssertionError(id + " is stored twice");
                }
            }
            return ids;
        }
    }

    /** Whether every window that the topology has counted in is closed. */
    static boolean allClosed(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT bool_and(closed IS NOT FALSE) FROM rate_10s")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
