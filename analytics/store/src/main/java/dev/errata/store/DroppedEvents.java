package dev.errata.store;

import static java.util.stream.Collectors.joining;

import dev.errata.core.Dimension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many events of windows that are kept went with the day in their id: those of a client that gives new failures old ids, or
 * of a spool as old as the retention, whose times are no longer believed. The rates go on counting them.
 */
final class DroppedEvents {
    /** Nobody writes to the partition any more; reading goes on. */
    private static final String ALONE = "LOCK TABLE $partition IN SHARE MODE";

    private static final String NOTE = """
            INSERT INTO event_dropped (window_start, project, $columns, events)
            SELECT date_bin('10 seconds', time, 'epoch'), project, $values, count(*)
            FROM $partition WHERE time >= ? GROUP BY $places
            """.replace("$columns", columns("%1$s"))
            .replace("$values", columns("coalesce(%1$s::text, '')"))
            .replace("$places", places());

    private static final String FORGET = "DELETE FROM event_dropped WHERE window_start < ?";

    private DroppedEvents() {}

    /** Part of the transaction that drops the partition: what of it belongs to that day or a later one. */
    static void note(Connection connection, String partition, LocalDate keptFrom) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(ALONE.replace("$partition", partition));
        }
        update(connection, NOTE.replace("$partition", partition), keptFrom);
    }

    /** Nothing of before that day is asked for any more. */
    static void forget(Connection connection, LocalDate keptFrom) throws SQLException {
        update(connection, FORGET, keptFrom);
    }

    private static void update(Connection connection, String sql, LocalDate day) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, day.atStartOfDay().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    private static String columns(String format) {
        return Arrays.stream(Dimension.values())
                .map(dimension -> format.formatted(dimension.column()))
                .collect(joining(", "));
    }

    /** Of the window, the project and the dimensions. */
    private static String places() {
        return IntStream.rangeClosed(1, 2 + Dimension.values().length)
                .mapToObj(Integer::toString)
                .collect(joining(", "));
    }
}
