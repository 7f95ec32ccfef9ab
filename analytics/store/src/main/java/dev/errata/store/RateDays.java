package dev.errata.store;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Packs the rates of days that are over: the hours of each series side by side, so that a month is added up from few rows. What
 * changes an hour afterwards takes the day's mark away, by a trigger, and until the day is packed anew it is read by the hour.
 */
public final class RateDays {
    private static final int HOURS = 24;

    /** Days whose hours have all gone by age. */
    private static final String FORGET = """
        DELETE FROM rate_day WHERE day_start < (
            SELECT coalesce(date_bin('24 hours', min(window_start), 'epoch'), 'infinity') FROM rate_1h)
        """;

    private static final String NOT_PACKED = """
        SELECT days.day_start
        FROM generate_series((SELECT date_bin('24 hours', min(window_start), 'epoch') FROM rate_1h),
            CAST(? AS timestamptz) - interval '24 hours', interval '24 hours') AS days (day_start)
        WHERE NOT EXISTS (SELECT FROM rate_day_packed AS packed WHERE packed.day_start = days.day_start)
            AND EXISTS (SELECT FROM rate_1h
                WHERE window_start >= days.day_start AND window_start < days.day_start + interval '24 hours')
        ORDER BY days.day_start DESC
        """;

    /** Nobody changes an hour before the mark is there, and who has changed one has committed. */
    private static final String ALONE = "LOCK TABLE rate_1h IN SHARE ROW EXCLUSIVE MODE";

    private static final String MARK = """
        INSERT INTO rate_day_packed
        SELECT day_start FROM (SELECT CAST(? AS timestamptz) AS day_start) AS asked
        WHERE NOT EXISTS (SELECT FROM rate_1h
            WHERE window_start >= day_start AND window_start < day_start + interval '24 hours' AND open > 0)
        ON CONFLICT DO NOTHING
        """;

    private static final String CLEAR = "DELETE FROM rate_day WHERE day_start = ?";

    private static final String PACK = """
        INSERT INTO rate_day (day_start, series_id, hours, total, errors)
        SELECT day_start, series_id, sum(1 << hour), sum(errors), ARRAY[$errors]
        FROM (SELECT CAST(? AS timestamptz) AS day_start) AS asked CROSS JOIN LATERAL (
            SELECT series_id, errors, extract(hour FROM window_start AT TIME ZONE 'UTC')::integer AS hour FROM rate_1h
            WHERE window_start >= day_start AND window_start < day_start + interval '24 hours' AND windows > 0) AS counted
        GROUP BY 1, 2
        """.replace(
                    "$errors",
                    IntStream.range(0, HOURS)
                            .mapToObj("coalesce(sum(errors) FILTER (WHERE hour = %d), 0)::bigint"::formatted)
                            .collect(joining(", ")));

    private final DataSource database;

    /** Of this database's rates. */
    public RateDays(DataSource database) {
        this.database = database;
    }

    /**
     * Packs the days before today that are not packed, the latest first, each in a transaction of its own; a day with a window
     * that is not closed is left for the next time. Several processes may do so at once.
     *
     * @return how many days were packed
     */
    public int pack(LocalDate today) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, FORGET);
                var days = notPacked(connection, today);
                connection.commit();
                var packed = 0;
                for (var day : days) {
                    packed += packOne(connection, day) ? 1 : 0;
                }
                return packed;
            } finally {
                connection.rollback();
            }
        }
    }

    private static List<OffsetDateTime> notPacked(Connection connection, LocalDate today) throws SQLException {
        try (var query = connection.prepareStatement(NOT_PACKED)) {
            query.setObject(1, today.atStartOfDay().atOffset(ZoneOffset.UTC));
            var days = new ArrayList<OffsetDateTime>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    days.add(rows.getObject(1, OffsetDateTime.class));
                }
            }
            return days;
        }
    }

    /** The writers of rates wait that long: for some ten thousand series a fraction of a second. */
    private static boolean packOne(Connection connection, OffsetDateTime day) throws SQLException {
        execute(connection, "SET LOCAL lock_timeout = '5s'");
        execute(connection, ALONE);
        if (update(connection, MARK, day) == 0) {
            connection.rollback();
            return false;
        }
        update(connection, CLEAR, day);
        update(connection, PACK, day);
        connection.commit();
        return true;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int update(Connection connection, String sql, OffsetDateTime day) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, day);
            return statement.executeUpdate();
        }
    }
}
