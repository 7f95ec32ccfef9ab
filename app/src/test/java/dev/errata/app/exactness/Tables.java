package dev.errata.app.exactness;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Postgres has, apart from the events. */
final class Tables {
    private static final String DIMENSIONS =
            Stream.of(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));
    private static final String RATES = "SELECT window_start, project, " + DIMENSIONS
            + ", stream_count, sink_count FROM rate_10s JOIN series USING (series_id)";
    private static final String TOTALS = "SELECT window_start, project, " + DIMENSIONS
            + ", requests, 0 FROM traffic_10s JOIN series USING (series_id)";
    private static final int FIRST_NUMBER = 3 + Dimension.values().length;

    private Tables() {}

    /** A stored number in its two parts: what the topology counted, and what the sink has corrected. */
    record Rate(long stream, long sink) {}

    /** Rates of errors. */
    static Map<Cell, Rate> rates(Connection connection) throws SQLException {
        return rates(connection, RATES);
    }

    /** Requests of the totals; nothing corrects them. */
    static Map<Cell, Rate> totals(Connection connection) throws SQLException {
        return rates(connection, TOTALS);
    }

    /** The events that are dead letters, each with a reason. */
    static BitSet deadLetters(Connection connection) throws SQLException {
        var numbers = new BitSet();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT request_id FROM dead_letter WHERE reason <> '' AND request_id LIKE 'n-%'")) {
            while (rows.next()) {
                numbers.set((int) Script.number(rows.getString(1)));
            }
        }
        return numbers;
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<Cell, Rate> rates(Connection connection, String sql) throws SQLException {
        var rates = new HashMap<Cell, Rate>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var values = new String[Dimension.values().length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = rows.getString(3 + i);
                }
                var window = rows.getObject(1, OffsetDateTime.class).toInstant();
                var key = new RateKey(rows.getString(2), Arrays.asList(values));
                rates.put(new Cell(window, key), new Rate(rows.getLong(FIRST_NUMBER), rows.getLong(FIRST_NUMBER + 1)));
            }
        }
        return rates;
    }
}
