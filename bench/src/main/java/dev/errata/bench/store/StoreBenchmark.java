package dev.errata.bench.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.bench.Benchmark;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Outcome;
import dev.errata.bench.Stopwatch;
import dev.errata.bench.sink.BenchDatabase;
import dev.errata.core.Dimension;
import dev.errata.store.EventSeals;
import dev.errata.store.query.EventFilter;
import dev.errata.store.query.ListEvents;
import dev.errata.store.query.Queries;
import dev.errata.store.query.RateSeries;
import dev.errata.store.query.TimeGrid;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions to a store with many events in thirty daily partitions, all indexes on. The events are made in Postgres, in the
 * order of their time, as the sink would have stored them.
 */
public final class StoreBenchmark implements Benchmark {
    private static final int EVENTS_PER_UNIT = 40;
    private static final int FEW = 10;
    private static final int SEARCHES_PER_ROUND = 300;
    private static final int TICKETS_PER_ROUND = 50;
    private static final int PAGE = 100;
    private static final double MICROS = 1e6;

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String description() {
        return "questions to many events in " + Days.COUNT
                + " daily partitions: searches by id beside the same on the event's own day, tickets, rates, lists,"
                + " Overview";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        var today = LocalDate.now(ZoneOffset.UTC);
        var all = (long) effort.units() * EVENTS_PER_UNIT / Days.COUNT * Days.COUNT;
        var few = all / FEW / Days.COUNT * Days.COUNT;
        try (var database = BenchDatabase.start();
                var questions = questions(database)) {
            database.command("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
            var queries = Queries.of(questions);
            var days = new Days(database.pool(), today);
            var report = new Report(database);
            report.measured("made %,d events".formatted(few), few, () -> days.makeEvents(0, few));
            seal(database, report, today, few);
            var searches = effort.rounds() * SEARCHES_PER_ROUND;
            var amongFew = Searches.of(queries.findEvents(), days, few, searches);
            report.measured("made the others", all - few, () -> days.makeEvents(few, all));
            report.measured("added up the rates", all, () -> days.makeRates(all));
            seal(database, report, today, all);
            var amongAll = Searches.of(queries.findEvents(), days, all, searches);
            report.add("search by request id");
            report.add(amongFew.line());
            report.add(amongAll.line());
            report.times("ticket over HTTP", Tickets.times(queries, all, effort.rounds() * TICKETS_PER_ROUND));
            rates(queries.rateSeries(), days, today, effort, report);
            list(queries.listEvents(), days, today, effort, report);
            report.add("Overview over 7 days, "
                    + OverviewPanels.of(questions, start(today), effort.rounds())
                            .line());
            report.sizes(all);
            return new StoreOutcome(report.lines(), amongFew, amongAll);
        }
    }

    /** The days that are over: all but yesterday. */
    private static void seal(BenchDatabase database, Report report, LocalDate today, long events) throws Exception {
        database.command(
                "VACUUM (ANALYZE) rate_10s, rate_1m, rate_1h, traffic_10s, traffic_1m, traffic_1h, series",
                "ANALYZE event");
        report.measured("sealed the days", events, () -> new EventSeals(database.pool()).seal(today));
        database.command("VACUUM (ANALYZE) event_day, event_day_ids", "CHECKPOINT");
    }

    private static void rates(RateSeries rates, Days days, LocalDate today, Effort effort, Report report)
            throws Exception {
        var grid = TimeGrid.of(start(days.first()), start(today));
        var question = new RateSeries.Question("default", grid, Set.of(Dimension.CODE, Dimension.MODEL), Map.of());
        Times.of(effort.warmUps(), () -> rates.answer(question));
        report.times(
                "rates for %d days by code and model, a point each %s".formatted(Days.COUNT, grid.step()),
                Times.of(effort.rounds(), () -> rates.answer(question)));
        report.add(rates.plan(question));
    }

    private static void list(ListEvents list, Days days, LocalDate today, Effort effort, Report report)
            throws Exception {
        var filter = new EventFilter(
                "default",
                start(days.first()),
                start(today),
                Map.of(Dimension.CODE, List.of("code_7"), Dimension.MODEL, List.of("model-2")),
                Optional.empty(),
                Optional.empty());
        var question = new ListEvents.Question(filter, Optional.empty(), PAGE);
        Times.of(effort.warmUps(), () -> list.answer(question));
        report.times(
                "first page of a search by code and model", Times.of(effort.rounds(), () -> list.answer(question)));
        report.add(list.plan(question));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** A pool as the API has one. */
    private static HikariDataSource questions(BenchDatabase database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setReadOnly(true);
        config.setMaximumPoolSize(2);
        config.addDataSourceProperty("options", "-c plan_cache_mode=force_generic_plan");
        config.addDataSourceProperty("prepareThreshold", "1");
        return new HikariDataSource(config);
    }

    /** What is told in the end. */
    private static final class Report {
        private final BenchDatabase database;
        private final List<String> lines = new ArrayList<>();

        Report(BenchDatabase database) {
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
            size("noted ids of sealed days", "event\\_day\\_ids", events);
            size("rates and totals of all levels", "(rate|traffic)%", events);
        }

        private void size(String what, String tables, long events) throws SQLException {
            var bytes = database.number("SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
                    + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname SIMILAR TO '" + tables
                    + "'");
            add("%s: %,d MB, %.1f bytes an event".formatted(what, bytes / 1_000_000, (double) bytes / events));
        }

        List<String> lines() {
            return lines;
        }
    }
}
