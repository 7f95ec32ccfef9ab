package dev.errata.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Keeps which versions of an application have been seen failing and since when, so that charts can mark where a new one
 * began without reading all events.
 */
public final class AppVersions {
    /** Of the last minutes, since it is asked every minute; in bounds, since anybody may send any version. */
    private static final String NOTE = """
            INSERT INTO app_version (project, app, env, app_version, first_seen)
            SELECT project, app, coalesce(env, ''), app_version, min(time) FROM event
            WHERE time > ?::timestamptz - interval '5 minutes' AND app IS NOT NULL AND app_version IS NOT NULL
                AND (SELECT count(*) FROM app_version) < 100000
            GROUP BY 1, 2, 3, 4
            ORDER BY 1, 2, 3, 4
            LIMIT 1000
            ON CONFLICT DO NOTHING
            """;

    private final DataSource database;

    /** Of this database's events. */
    public AppVersions(DataSource database) {
        this.database = database;
    }

    /** Notes the versions of events that failed in the five minutes before. Several processes may do so at once. */
    public void note(Instant now) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(NOTE)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }
}
