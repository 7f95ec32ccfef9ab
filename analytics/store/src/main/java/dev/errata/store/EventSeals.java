package dev.errata.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Notes the ids of days that are over, so that a search by id knows which days to look at, and the times of their events, for
 * lists. An event that comes afterwards breaks the seal of its day, by a trigger, and until the day is sealed anew it is
 * searched like the latest ones.
 */
public final class EventSeals {
    /** Yesterday's events still come. */
    private static final int OPEN_DAYS = 1;

    private static final String IDS = """
        SELECT hashtextextended(id, 0) AS hash FROM $partition
        CROSS JOIN LATERAL (VALUES (request_id), (provider_request_id), (task_id), (trace_id), (call_id)) AS ids (id)
        WHERE id IS NOT NULL
        """;

    /** Six hundred tags a row, which is what an entry of an index can hold. */
    private static final String NOTE = """
        INSERT INTO event_day_ids (block, day, tags)
        SELECT block, ?, tags[first:first + 599] FROM (
            SELECT block, array_agg(tag) AS tags FROM (
                SELECT DISTINCT id_block(hash) AS block, id_tag(hash) AS tag FROM ($ids) AS hashed) AS tagged
            GROUP BY block) AS noted
        CROSS JOIN LATERAL generate_series(1, cardinality(tags), 600) AS first
        """.replace("$ids", IDS);

    private static final String SEAL = """
        UPDATE event_day SET sealed_at = now(), (first_time, last_time) = (
            SELECT coalesce(min(time), 'infinity'), coalesce(max(time), '-infinity') FROM $partition)
        WHERE day = ? AND NOT touched
        """;

    private final DataSource database;

    /** Of this database's events. */
    public EventSeals(DataSource database) {
        this.database = database;
    }

    /**
     * Seals what is over and not sealed, the latest first, each day in a transaction of its own. Several processes may do so at
     * once: a day is sealed by one of them.
     *
     * @return how many days were sealed
     */
    public int seal(LocalDate today) throws SQLException {
        var sealed = 0;
        for (var day : open(today.minusDays(OPEN_DAYS))) {
            sealed += sealOne(day) ? 1 : 0;
        }
        return sealed;
    }

    private List<LocalDate> open(LocalDate before) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT day FROM event_day WHERE sealed_at IS NULL AND day < ? ORDER BY day DESC")) {
            query.setObject(1, before);
            var days = new ArrayList<LocalDate>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    days.add(rows.getObject(1, LocalDate.class));
                }
            }
            connection.rollback();
            return days;
        }
    }

    /**
     * First a trigger tells of all that comes from now on; what came before has been committed by then. If anything comes
     * while the ids are read, nothing is sealed.
     */
    private boolean sealOne(LocalDate day) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!lock(connection, day)) {
                    return false;
                }
                watch(connection, day);
                var noted = note(connection, day);
                if (noted) {
                    connection.commit();
                }
                return noted;
            } finally {
                connection.rollback();
            }
        }
    }

    /** Until the connection's next but one transaction ends nobody else seals the day, or drops it. */
    private static boolean lock(Connection connection, LocalDate day) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(hashtext(?))")) {
            statement.setString(1, EventSeals.class.getName() + day);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void watch(Connection connection, LocalDate day) throws SQLException {
        var partition = EventPartitions.name(day);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute("CREATE OR REPLACE TRIGGER break_seal AFTER INSERT OR UPDATE ON " + partition
                    + " FOR EACH ROW EXECUTE FUNCTION break_seal()");
        }
        update(connection, "UPDATE event_day SET touched = false WHERE day = ?", day);
        connection.commit();
    }

    private static boolean note(Connection connection, LocalDate day) throws SQLException {
        if (!lock(connection, day)) {
            return false;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SET LOCAL work_mem = '256MB'");
        }
        update(connection, "DELETE FROM event_day_ids WHERE day = ?", day);
        update(connection, NOTE.replace("$partition", EventPartitions.name(day)), day);
        return update(connection, SEAL.replace("$partition", EventPartitions.name(day)), day) == 1;
    }

    private static int update(Connection connection, String sql, LocalDate day) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, day);
            return statement.executeUpdate();
        }
    }
}
