package dev.errata.bench.store;

import dev.errata.bench.CpuMeter;
import dev.errata.bench.Stopwatch;
import dev.errata.bench.sink.BenchDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is told of a database, line by line. */
final class Lines {
    private static final double MICROS = 1e6;
    private static final double MEGABYTE = 1e6;

    private final BenchDatabase database;
    private final List<String> lines = new ArrayList<>();

    Lines(BenchDatabase database) {
        this.database = database;
    }

    void add(String line) {
        lines.add(line);
    }

    void times(String what, Times times) {
        add("%s: p50 %.1f p99 %.1f ms".formatted(what, times.median(), times.p99()));
    }

    /** What a step takes, and of Postgres' processor time for each event. */
    void measured(String what, long events, Times.Question step) throws Exception {
        var meters = List.<CpuMeter>of(database.cpu());
        var watch = new Stopwatch(meters);
        step.ask();
        var lap = watch.stop(events);
        add("%s in %s: %.2f µs of Postgres an event"
                .formatted(
                        what,
                        Duration.ofSeconds(Math.round(lap.seconds())),
                        lap.cpuSeconds().getFirst() / events * MICROS));
    }

    void sizes(long events) throws SQLException {
        size("an event with its indexes", "event\\_2%", events);
        size("noted ids of sealed days", "event\\_day\\_block", events);
        size("rates and totals of all levels", "(rate|traffic)%", events);
    }

    private void size(String what, String tables, long events) throws SQLException {
        var bytes = database.number("SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
                + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname SIMILAR TO '" + tables
                + "'");
        add("%s: %,.0f MB, %.1f bytes an event".formatted(what, bytes / MEGABYTE, (double) bytes / events));
    }

    List<String> all() {
        return lines;
    }
}
