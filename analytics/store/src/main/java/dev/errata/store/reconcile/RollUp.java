package dev.errata.store.reconcile;

import dev.errata.store.reconcile.Difference.Count;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table of sums: of which table, over which time, and what each column adds up. */
@SuppressWarnings("ImmutableEnumChecker") // the map is filled once and never changed
enum RollUp {
    RATE_1M("rate_10s", "1 minute", Count.ERRORS_1M, Columns.OF_RATES),
    RATE_1H("rate_10s", "1 hour", Count.ERRORS_1H, Columns.OF_RATES),
    TRAFFIC_1M("traffic_10s", "1 minute", Count.REQUESTS_1M, Columns.OF_TRAFFIC),
    TRAFFIC_1H("traffic_10s", "1 hour", Count.REQUESTS_1H, Columns.OF_TRAFFIC);

    private final String source;
    private final String window;
    private final Count count;
    private final SequencedMap<String, String> columns;

    RollUp(String source, String window, Count count, Map<String, String> columns) {
        this.source = source;
        this.window = window;
        this.count = count;
        this.columns = new TreeMap<>(columns);
    }

    /** What is told of a row that differs. */
    Count count() {
        return count;
    }

    /** The statement for this table, which reads the time between two parameters. */
    String in(String sql) {
        return sql.replace("$table", name().toLowerCase(Locale.ROOT))
                .replace("$source", source)
                .replace("$window", window)
                .replace("$told", source.equals("rate_10s") ? "errors" : "requests")
                .replace("$sums", joined("%2$s AS %1$s"))
                .replace(
                        "$differs",
                        columns.keySet().stream()
                                .map("coalesce(ought.%1$s, 0) <> coalesce(stored.%1$s, 0)"::formatted)
                                .collect(Collectors.joining(" OR ")))
                .replace("$deltas", joined("coalesce(ought.%1$s, 0) - coalesce(stored.%1$s, 0)"))
                .replace("$columns", joined("%1$s"))
                .replace("$added", joined("%1$s = rolled.%1$s + EXCLUDED.%1$s"));
    }

    private String joined(String format) {
        return columns.entrySet().stream()
                .map(column -> format.formatted(column.getKey(), column.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Columns of sums, and what they are sums of. */
    private static final class Columns {
        static final Map<String, String> OF_RATES = Map.of(
                "errors", "sum(stream_count + sink_count)::bigint",
                "windows", "count(*)::integer",
                "open", "(count(*) FILTER (WHERE closed IS FALSE))::integer");

        static final Map<String, String> OF_TRAFFIC = Map.of(
                "requests", "sum(requests)::bigint",
                "windows", "count(*)::integer",
                "open", "(count(*) FILTER (WHERE NOT closed))::integer",
                "calls", "coalesce(sum(calls), 0)::bigint",
                "calls_failed", "coalesce(sum(calls_failed), 0)::bigint",
                "calls_rescued", "coalesce(sum(calls_rescued), 0)::bigint",
                "calls_windows", "count(calls)::integer");

        private Columns() {}
    }
}
