package dev.errata.store.sink;

import static java.util.Objects.requireNonNull;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables {@code series}, {@code rate_10s} and {@code traffic_10s}. Rows are written in one order by all
 * ({@code ORDER BY}), so that two transactions wait for each other instead of dying together.
 */
public final class RateRows implements Corrections {
    private static final String DIMENSIONS =
            Arrays.stream(Dimension.values()).map(Dimension::column).collect(Collectors.joining(", "));

    private static final String INSERT_SERIES = "INSERT INTO series (series_id, project, " + DIMENSIONS + ")"
            + " SELECT * FROM unnest(?::uuid[], ?::text[]" + ", ?::text[]".repeat(Dimension.values().length) + ")"
            + " ORDER BY 1 ON CONFLICT DO NOTHING";

    /** Errors that events alone know of. */
    @Override
    public void add(Connection connection, Map<RateRow, Long> deltas) throws SQLException {
        if (deltas.isEmpty()) {
            return;
        }
        var rows = List.copyOf(deltas.keySet());
        insertSeries(connection, rows);
        execute(connection, """
                INSERT INTO rate_10s (window_start, series_id, sink_count)
                SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::bigint[]) ORDER BY 1, 2
                ON CONFLICT (window_start, series_id) DO UPDATE
                SET sink_count = rate_10s.sink_count + EXCLUDED.sink_count
                """, windows(rows), seriesIds(rows), column("bigint", rows, deltas::get));
    }

    /** The topology's counts, each in place of what it said before. */
    void putErrors(Connection connection, Map<RateRow, Cell> cells) throws SQLException {
        var rows = List.copyOf(cells.keySet());
        insertSeries(connection, rows);
        execute(
                connection,
                """
                INSERT INTO rate_10s (window_start, series_id, stream_count, closed)
                SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::bigint[], ?::boolean[]) ORDER BY 1, 2
                ON CONFLICT (window_start, series_id) DO UPDATE
                SET stream_count = EXCLUDED.stream_count, closed = EXCLUDED.closed
                """,
                windows(rows),
                seriesIds(rows),
                column("bigint", rows, row -> ((Cell.Errors) count(cells, row)).errors()),
                column("boolean", rows, row -> cell(cells, row).closed()));
    }

    /** The totals, each in place of what was said before. Answers by how many requests each series has grown. */
    public Map<RateKey, Long> putTraffic(Connection connection, Map<RateRow, Cell> cells) throws SQLException {
        var rows = List.copyOf(cells.keySet());
        insertSeries(connection, rows);
        Function<RateRow, Cell.Traffic> traffic = row -> (Cell.Traffic) count(cells, row);
        return growth(
                connection,
                rows,
                """
                WITH told AS (
                    SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::boolean[])
                        AS row (window_start, series_id, requests, calls, calls_failed, calls_rescued, closed)),
                put AS (
                    INSERT INTO traffic_10s
                        (window_start, series_id, requests, calls, calls_failed, calls_rescued, closed)
                    SELECT * FROM told ORDER BY 1, 2
                    ON CONFLICT (window_start, series_id) DO UPDATE
                    SET requests = EXCLUDED.requests, calls = EXCLUDED.calls, calls_failed = EXCLUDED.calls_failed,
                        calls_rescued = EXCLUDED.calls_rescued, closed = EXCLUDED.closed)
                -- The table as it was before: a statement does not see what it writes.
                SELECT series_id, sum(told.requests - coalesce(before.requests, 0))::bigint
                FROM told LEFT JOIN traffic_10s before USING (window_start, series_id)
                GROUP BY series_id
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
        var keys = rows.stream().map(RateRow::key).distinct().toList();
        var columns = new ArrayList<Column>();
        columns.add(column("uuid", keys, RateKey::seriesId));
        columns.add(column("text", keys, RateKey::project));
        for (var dimension : Dimension.values()) {
            columns.add(column("text", keys, key -> key.value(dimension)));
        }
        execute(connection, INSERT_SERIES, columns);
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
        return column("timestamptz", rows, RateRow::window);
    }

    private static Column seriesIds(List<RateRow> rows) {
        return column("uuid", rows, row -> row.key().seriesId());
    }

    private static <R> Column column(String type, List<R> rows, Function<R, ? extends @Nullable Object> value) {
        return new Column(type, rows.stream().map(value).toArray());
    }

    private static void execute(Connection connection, String sql, Column... columns) throws SQLException {
        execute(connection, sql, List.of(columns));
    }

    private static void execute(Connection connection, String sql, List<Column> columns) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, columns);
            statement.executeUpdate();
        }
    }

    private static Map<RateKey, Long> growth(Connection connection, List<RateRow> rows, String sql, Column... columns)
            throws SQLException {
        var keys = new HashMap<UUID, RateKey>();
        rows.forEach(row -> keys.put(row.key().seriesId(), row.key()));
        var growth = new HashMap<RateKey, Long>();
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, List.of(columns));
            try (var series = statement.executeQuery()) {
                while (series.next()) {
                    growth.put(requireNonNull(keys.get(series.getObject(1, UUID.class))), series.getLong(2));
                }
            }
        }
        return growth;
    }

    private static void bind(PreparedStatement statement, List<Column> columns) throws SQLException {
        var place = 1;
        for (var column : columns) {
            var values = statement.getConnection().createArrayOf(column.type(), column.values());
            statement.setArray(place++, values);
        }
    }

    /** One array parameter: a column of all rows. The driver sends each value as its {@code toString()}. */
    @SuppressWarnings("ArrayRecordComponent") // handed to the driver, never compared
    private record Column(String type, @Nullable Object[] values) {}
}
