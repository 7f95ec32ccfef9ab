package dev.errata.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
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
    /** Yesterday's events still come; so many minutes without any tell that they do not. */
    private static final int QUIET_MINUTES = 30;

    /** So many ids a block at most, as a mean. */
    private static final int IDS_IN_A_BLOCK = 128;

    private static final int FEWEST_BLOCKS = 1 << 10;
    private static final int MOST_BLOCKS = 1 << 19;

    private static final String COUNT = """
        SELECT count(request_id) + count(provider_request_id) + count(task_id) + count(trace_id) + count(call_id)
        FROM $partition
        """;

    /** Six hundred tags a row, which is what an entry of an index can hold. */
    private static final String NOTE = """
        INSERT INTO event_day_block (block, day, tags)
        SELECT block, ?, tags[first:first + 599] FROM (
            SELECT block, array_agg(tag) AS tags FROM (
                SELECT DISTINCT id_block(hash, ?) AS block, id_tag(hash) AS tag FROM (
                    SELECT hashtextextended(id, 0) AS hash FROM $partition
                    CROSS JOIN LATERAL (
                        VALUES (request_id), (provider_request_id), (task_id), (trace_id), (call_id)) AS ids (id)
                    WHERE id IS NOT NULL) AS hashed) AS tagged
            GROUP BY block) AS noted
        CROSS JOIN LATERAL generate_series(1, cardinality(tags), 600) AS first
        """;

    private static final String SEAL = """
        UPDATE event_day SET noted_at = now(), (first_time, last_time) = (
            SELECT coalesce(min(time), 'infinity'), coalesce(max(time), '-infinity') FROM $partition)
        WHERE day = ? AND quiet_since IS NOT NULL
        """;

    private static final String IS_WATCHED = "SELECT quiet_since IS NOT NULL FROM event_day WHERE day = ?";
    private static final String WATCH = "UPDATE event_day SET quiet_since = now() WHERE day = ?";
    private static final String IS_QUIET =
            "SELECT coalesce(quiet_since <= now() - make_interval(mins => ?), false) FROM event_day WHERE day = ?";

    private final DataSource database;

    /** Of this database's events. */
    public EventSeals(DataSource database) {
        this.database = database;
    }

    /**
     * Seals what is over and not sealed, the latest first, each day in a transaction of its own; yesterday when nothing has come for
     * it in half an hour. Several processes may do so at once: a day is sealed by one of them.
     *
     * @return how many days were sealed
     */
    public int seal(LocalDate today) throws SQLException {
        var sealed = 0;
        for (var day : open(today)) {
            sealed += sealOne(day, day.equals(today.minusDays(1)) ? QUIET_MINUTES : 0) ? 1 : 0;
        }
        return sealed;
    }

    private List<LocalDate> open(LocalDate before) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT day FROM event_day WHERE noted_at IS NULL AND day < ? ORDER BY day DESC")) {
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
    private boolean sealOne(LocalDate day, int quietMinutes) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!lock(connection, day)) {
                    return false;
                }
                watch(connection, day);
                var noted = note(connection, day, quietMinutes);
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
        return holds(connection, "SELECT pg_try_advisory_xact_lock(hashtext(?))", EventSeals.class.getName() + day);
    }

    private static void watch(Connection connection, LocalDate day) throws SQLException {
        if (holds(connection, IS_WATCHED, day)) {
            return;
        }
        var partition = EventPartitions.name(day);
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '5s'");
            statement.execute("CREATE OR REPLACE TRIGGER break_seal AFTER INSERT OR UPDATE ON " + partition
                    + " FOR EACH ROW EXECUTE FUNCTION break_seal()");
        }
        update(connection, WATCH, day);
        connection.commit();
    }

    private static boolean note(Connection connection, LocalDate day, int quietMinutes) throws SQLException {
        if (!lock(connection, day) || !holds(connection, IS_QUIET, quietMinutes, day)) {
            return false;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SET LOCAL work_mem = '256MB'");
        }
        var partition = EventPartitions.name(day);
        update(connection, "DELETE FROM event_day_block WHERE day = ?", day);
        update(connection, NOTE.replace("$partition", partition), day, blocks(count(connection, partition)));
        return update(connection, SEAL.replace("$partition", partition), day) == 1;
    }

    /** Of which there are as many as the migration that made {@code id_blocks} knows. */
    private static int blocks(long ids) {
        var blocks = FEWEST_BLOCKS;
        while (blocks < MOST_BLOCKS && ids > (long) blocks * IDS_IN_A_BLOCK) {
            blocks *= 8;
        }
        return blocks;
    }

    private static long count(Connection connection, String partition) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(COUNT.replace("$partition", partition))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean holds(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(connection, sql, parameters);
                var row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
