package dev.errata.store.reconcile;

import dev.errata.store.reconcile.Difference.Count;
import java.util.List;
import java.util.stream.Collectors;

/** Rates and totals by the minute and by the hour, which add up the windows of 10 s. */
final class Sums {
    private static final String SIDES = """
            ought AS (
                SELECT date_bin('$window', window_start, 'epoch') AS window_start, series_id, $sums
                FROM hour JOIN $source ON window_start >= since AND window_start < since + interval '1 hour' GROUP BY 1, 2
            ), stored AS (
                SELECT $table.*
                FROM hour JOIN $table ON window_start >= since AND window_start < since + interval '1 hour'
            )
            """;

    /** What is missing is added, so that what the sinks add meanwhile stays. */
    private static final String REPAIR = """
            INSERT INTO $table AS rolled (window_start, series_id, $columns)
            SELECT window_start, series_id, $deltas
            FROM ought FULL JOIN stored USING (window_start, series_id) WHERE $differs ORDER BY 1, 2
            ON CONFLICT (window_start, series_id) DO UPDATE SET $added
            """;

    private static final List<Column> RATES = List.of(
            new Column("errors", "sum(stream_count + sink_count)::bigint"),
            new Column("windows", "count(*)::integer"),
            new Column("open", "(count(*) FILTER (WHERE closed IS FALSE))::integer"));

    private static final List<Column> TRAFFIC = List.of(
            new Column("requests", "sum(requests)::bigint"),
            new Column("windows", "count(*)::integer"),
            new Column("open", "(count(*) FILTER (WHERE NOT closed))::integer"),
            new Column("calls", "coalesce(sum(calls), 0)::bigint"),
            new Column("calls_failed", "coalesce(sum(calls_failed), 0)::bigint"),
            new Column("calls_rescued", "coalesce(sum(calls_rescued), 0)::bigint"),
            new Column("calls_windows", "count(calls)::integer"));

    static final List<RollUp> ALL = List.of(
            of(Count.ERRORS_1M, "rate_1m", "rate_10s", "1 minute", RATES),
            of(Count.ERRORS_1H, "rate_1h", "rate_10s", "1 hour", RATES),
            of(Count.REQUESTS_1M, "traffic_1m", "traffic_10s", "1 minute", TRAFFIC),
            of(Count.REQUESTS_1H, "traffic_1h", "traffic_10s", "1 hour", TRAFFIC));

    private Sums() {}

    /** Of a table, and what it adds up. */
    private record Column(String name, String sum) {}

    private static RollUp of(Count count, String table, String source, String window, List<Column> columns) {
        var sides = SIDES.replace("$table", table)
                .replace("$source", source)
                .replace("$window", window)
                .replace("$sums", joined(columns, "%2$s AS %1$s"));
        var repair = REPAIR.replace("$table", table)
                .replace("$deltas", joined(columns, "coalesce(ought.%1$s, 0) - coalesce(stored.%1$s, 0)"))
                .replace("$columns", joined(columns, "%1$s"))
                .replace("$added", joined(columns, "%1$s = rolled.%1$s + EXCLUDED.%1$s"));
        return new RollUp(count, columns.stream().map(Column::name).toList(), sides, repair);
    }

    private static String joined(List<Column> columns, String format) {
        return columns.stream()
                .map(column -> format.formatted(column.name(), column.sum()))
                .collect(Collectors.joining(", "));
    }
}
