package dev.errata.store.sink;

import static java.util.Objects.requireNonNull;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code series}, {@code rate_10s} and {@code traffic_10s}. Rows are written in one order by all, so that two
 * transactions wait for each other instead of dying together.
 */
public final class RateRows implements Corrections {
    private static final Comparator<RateRow> ORDER =
            Comparator.comparing(RateRow::window).thenComparing(row -> row.key().seriesId());

    private static final String SERIES_COLUMNS =
            Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));

    /** Errors that events alone know of. */
    @Override
    public void add(Connection connection, Map<RateRow, Long> deltas) throws SQLException {
        if (deltas.isEmpty()) {
            return;
        }
        var rows = sorted(deltas.keySet());
        insertSeries(connection, rows);
        execute(connection, """
                INSERT INTO rate_10s (window_start, series_id, sink_count)
                SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::bigint[])
                ON CONFLICT (window_start, series_id) DO UPDATE
                SET sink_count = rate_10s.sink_count + EXCLUDED.sink_count
                """, windows(rows), seriesIds(rows), column("bigint", rows, deltas::get));
    }

    /** The topology's counts, each in place of what it said before. */
    void putErrors(Connection connection, Map<RateRow, Cell> cells) throws SQLException {
        var rows = sorted(cells.keySet());
        insertSeries(connection, rows);
        execute(
                connection,
                """
                INSERT INTO rate_10s (window_start, series_id, stream_count, closed)
                SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::bigint[], ?::boolean[])
                ON CONFLICT (window_start, series_id) DO UPDATE
                SET stream_count = EXCLUDED.stream_count, closed = EXCLUDED.closed
                """,
                windows(rows),
                seriesIds(rows),
                column("bigint", rows, row -> ((Cell.Errors) count(cells, row)).errors()),
                column("boolean", rows, row -> cell(cells, row).closed()));
    }

    /** The totals, each in place of what was said before. */
    void putTraffic(Connection connection, Map<RateRow, Cell> cells) throws SQLException {
        var rows = sorted(cells.keySet());
        insertSeries(connection, rows);
        Function<RateRow, Cell.Traffic> traffic = row -> (Cell.Traffic) count(cells, row);
        execute(
                connection,
                """
                INSERT INTO traffic_10s (window_start, series_id, requests, calls, calls_failed, calls_rescued, closed)
                SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                    ?::boolean[])
                ON CONFLICT (window_start, series_id) DO UPDATE
                SET requests = EXCLUDED.requests, calls = EXCLUDED.calls, calls_failed = EXCLUDED.calls_failed,
                    calls_rescued = EXCLUDED.calls_rescued, closed = EXCLUDED.closed
                """,
                windows(rows),
                seriesIds(rows),
                column("bigint", rows, row -> traffic.apply(row).requests()),
                column("bigint", rows, row -> calls(traffic.apply(row), Cell.Calls::total)),
                column("bigint", rows, row -> calls(traffic.apply(row), Cell.Calls::failed)),
                column("bigint", rows, row -> calls(traffic.apply(row), Cell.Calls::rescued)),
                column("boolean", rows, row -> cell(cells, row).closed()));
    }

    /** Makes sure that the series are there. Their ids are hashes, so there is nothing to read back. */
    private static void insertSeries(Connection connection, Collection<RateRow> rows) throws SQLException {
        var keys = rows.stream()
                .map(RateRow::key)
                .distinct()
                .sorted(Comparator.comparing(RateKey::seriesId))
                .toList();
        var places = "?::text[], ".repeat(Dimension.values().length);
        var columns = new Column[Dimension.values().length + 2];
        columns[0] = column("uuid", keys, RateKey::seriesId);
        columns[1] = column("text", keys, RateKey::project);
        Arrays.setAll(
                columns,
                i -> i < 2
                        ? columns[i]
                        : column("text", keys, key -> key.values().get(i - 2)));
        execute(
                connection,
                "INSERT INTO series (series_id, project, " + SERIES_COLUMNS + ") SELECT * FROM unnest(?::uuid[], "
                        + places + "?::text[]) ON CONFLICT DO NOTHING",
                columns);
    }

    private static List<RateRow> sorted(Collection<RateRow> rows) {
        return rows.stream().sorted(ORDER).toList();
    }

    private static Cell cell(Map<RateRow, Cell> cells, RateRow row) {
        return requireNonNull(cells.get(row));
    }

    private static Cell.Count count(Map<RateRow, Cell> cells, RateRow row) {
        return cell(cells, row).count();
    }

    private static @Nullable Long calls(Cell.Traffic traffic, Function<Cell.Calls, Long> part) {
        var calls = traffic.calls();
        return calls == null ? null : part.apply(calls);
    }

    private static Column windows(List<RateRow> rows) {
        return column("timestamptz", rows, row -> Timestamp.from(row.window()));
    }

    private static Column seriesIds(List<RateRow> rows) {
        return column("uuid", rows, row -> row.key().seriesId());
    }

    private static <R> Column column(String type, List<R> rows, Function<R, ? extends @Nullable Object> value) {
        return new Column(type, rows.stream().map(value).toArray());
    }

    private static void execute(Connection connection, String sql, Column... columns) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(connection, statement, columns);
            statement.executeUpdate();
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, Column... columns)
            throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            statement.setArray(i + 1, connection.createArrayOf(columns[i].type(), columns[i].values()));
        }
    }

    /** One array parameter: a column of all rows. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the driver, never compared
    private record Column(String type, @Nullable Object[] values) {}
}
