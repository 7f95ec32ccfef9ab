package dev.errata.store.retention;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.TimeRules;
import dev.errata.store.EventPartitions;
import dev.errata.store.StoreDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of a hundred days: the younger ones stay, the older ones go, and no sum changes by that. */
class RetentionIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final TimeRules RULES = new TimeRules(Duration.ofMinutes(10), 5);
    private static final RetentionDays DAYS = new RetentionDays(5, 10, 20, 40, 15, 30);
    private static final int SEEDED = 100;

    /** How many days before today stay of each table. */
    private static final Map<String, Integer> KEPT = Map.of(
            "rate_10s", 10,
            "traffic_10s", 10,
            "rate_1m", 20,
            "traffic_1m", 20,
            "rate_1h", 40,
            "traffic_1h", 40,
            "coverage_1m", 6,
            "call_outcome", 6,
            "dead_letter", 15,
            "incident", 30);

    /** Two hours of a day, a row each minute. */
    private static final String MINUTES =
            "generate_series(0, 99) AS day, generate_series(0, 119) AS minute, LATERAL (SELECT timestamptz '2026-06-15T22:00Z'"
                    + " - day * interval '24 h' + minute * interval '1 minute' AS at) AS moment";

    private final StoreDatabase database = StoreDatabase.empty();
    private final EventPartitions partitions = new EventPartitions(database.dataSource(), RULES);
    private final Retention retention = new Retention(database.dataSource(), DAYS);

    @BeforeEach
    void seed() throws SQLException {
        partitions.maintain(TODAY);
        database.execute(
                "INSERT INTO series SELECT 'd2719b1e-0000-4000-8000-000000000001', 'acme', '', '', 'shop', 'p', 'm',"
                        + " '429', 'c', 't'");
        database.execute("INSERT INTO rate_10s SELECT at, series_id, 1 + minute % 7, 0, true FROM series, " + MINUTES);
        database.execute(
                "INSERT INTO traffic_10s SELECT at, series_id, 9 + day, 8, 1, 1, true FROM series, " + MINUTES);
        database.execute("INSERT INTO coverage_1m SELECT at, 'acme', 'shop', 2, 1, 0, 0, 0, 1 FROM " + MINUTES);
        database.execute(
                "INSERT INTO call_outcome (project, subject, outcome, time) SELECT 'acme', 'task-' || day || minute,"
                        + " 'failed', at FROM " + MINUTES);
        database.execute(
                "INSERT INTO dead_letter (topic, partition, record_offset, last_offset, received_at, last_received_at,"
                        + " reason, detail, outcome) SELECT 'errata.events', 0, 1000 * day + minute, 1000 * day + minute, at, at, 'too_old',"
                        + " 'd', 'refused' FROM " + MINUTES);
        database.execute(
                "INSERT INTO incident (incident_id, project, revision, kind, state, severity, owner, scope, started_at,"
                        + " opened_at, updated_at, ended_at, record) SELECT gen_random_uuid(), 'acme', 1, 'spike', 'resolved', 'info',"
                        + " 'caller', '{}', at, at, at, at, '{}' FROM " + MINUTES + " WHERE minute < 2");
        database.execute(
                "INSERT INTO incident_update SELECT incident_id, 1, updated_at, state, severity, record FROM incident");
        database.execute(
                "INSERT INTO outbox (dedupe_key, receiver, incident_id, what, severity, owner, due_at, next_at, done_at)"
                        + " SELECT incident_id::text, 'hook', incident_id, 'resolved', 'info', 'caller', ended_at, ended_at, ended_at"
                        + " FROM incident");
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void prune_deletesWhatIsOlder_keepsWhatIsYounger_andAllSumsOfIt() throws SQLException {
        var minutes = levels("1m", kept("rate_1m"));
        var hours = levels("1h", kept("rate_1h"));

        var plan = retention.plan(TODAY, partitions.keptFrom(TODAY));
        var gone = new TreeMap<String, Long>();
        assertThat(retention.prune(TODAY, (table, rows) -> gone.merge(table, rows, Long::sum)))
                .isTrue();

        for (var aged : plan) {
            var kept = kept(aged.table());
            assertThat(aged.days()).as(aged.table()).isEqualTo(kept);
            assertThat(aged.oldest()).as(aged.table()).isEqualTo(Instant.parse("2026-03-08T22:00:00Z"));
            assertThat(aged.rows()).as(aged.table()).isEqualTo(rowsADay(aged.table()) * (SEEDED - 1L - kept));
            assertThat(gone).containsEntry(aged.table(), aged.rows());
            assertThat(database.number("SELECT count(*) FROM " + aged.table()))
                    .as(aged.table())
                    .isEqualTo(rowsADay(aged.table()) * (kept + 1L));
        }
        assertThat(plan).hasSameSizeAs(Retention.tables()).hasSameSizeAs(KEPT.keySet());
        assertThat(levels("1m", kept("rate_1m"))).isEqualTo(minutes).hasSize(2 * 21 * 120);
        assertThat(levels("1h", kept("rate_1h"))).isEqualTo(hours).hasSize(2 * 41 * 2);
        assertThat(database.rows("SELECT count(*), (SELECT count(*) FROM outbox) FROM incident_update"))
                .containsExactly(List.of(2L * 31, 2L * 31));
    }

    @Test
    void prune_again_findsNothing_andLateCorrectionsOfDeletedWindowsCount() throws SQLException {
        retention.prune(TODAY, (_, _) -> {});
        var late = "timestamptz '2026-05-26T23:00Z'"; // whose minute and hour are kept, and no window of 10 s
        var before = database.number("SELECT errors FROM rate_1h WHERE window_start = " + late);

        database.execute("INSERT INTO rate_10s (window_start, series_id, sink_count) SELECT " + late
                + ", series_id, 3 FROM series");
        var again = new AtomicInteger();
        retention.prune(TODAY, (_, rows) -> again.addAndGet((int) rows));

        assertThat(again).hasValue(1);
        assertThat(database.number("SELECT errors FROM rate_1h WHERE window_start = " + late))
                .isEqualTo(before + 3);
        assertThat(database.number("SELECT count(*) FROM rate_10s WHERE window_start = " + late))
                .isZero();
    }

    @Test
    void prune_keepsWindowsWhoseEventsAreKept_andTheirSums_howeverShortTheirDays() throws SQLException {
        var short10s = new Retention(database.dataSource(), new RetentionDays(1, 1, 1, 1, 1, 1));

        short10s.prune(TODAY, (_, _) -> {});

        for (var table : List.of("rate_10s", "rate_1m", "traffic_10s", "traffic_1m", "coverage_1m", "call_outcome")) {
            assertThat(database.number("SELECT count(*) FROM " + table))
                    .as("%s: partitions begin six days ago", table)
                    .isEqualTo(7 * 120);
        }
    }

    @Test
    void prune_leavesWhatIsGoingOn_orNotTold_orStillGrows() throws SQLException {
        database.execute("UPDATE incident SET state = 'recovering', ended_at = NULL WHERE ended_at ="
                + " (SELECT min(ended_at) FROM incident)");
        database.execute("UPDATE outbox SET done_at = NULL WHERE done_at ="
                + " (SELECT max(done_at) FROM outbox WHERE done_at < '2026-03-09T00:00Z')");
        database.execute("UPDATE dead_letter SET last_received_at = '2026-06-15T00:00Z' WHERE received_at ="
                + " (SELECT min(received_at) FROM dead_letter)");

        retention.prune(TODAY, (_, _) -> {});

        assertThat(database.number("SELECT count(*) FROM incident WHERE opened_at < '2026-03-09T00:00Z'"))
                .isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM dead_letter WHERE received_at < '2026-03-09T00:00Z'"))
                .isEqualTo(1);
    }

    @Test
    void prune_byTwoAtOnce_deletesEachRowOnce() throws Exception {
        var rows = new ConcurrentHashMap<String, Long>();
        Callable<Boolean> prune = () -> retention.prune(TODAY, (table, more) -> rows.merge(table, more, Long::sum));
        try (var threads = Executors.newFixedThreadPool(2)) {
            var finished = 0;
            for (var done : threads.invokeAll(List.of(prune, prune))) {
                finished += done.get() ? 1 : 0;
            }
            assertThat(finished).isPositive();
        }

        assertThat(rows).containsEntry("rate_10s", 120L * (SEEDED - 1 - kept("rate_10s")));
        assertThat(database.number("SELECT count(*) FROM rate_10s")).isEqualTo(120 * (kept("rate_10s") + 1L));
    }

    @Test
    void prune_whileAnotherProcessIsAtIt_leavesItToThat() throws SQLException {
        try (var other = database.connect();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('" + Retention.class.getName() + "'))");
            assertThat(retention.prune(TODAY, (_, _) -> {
                        throw new AssertionError("nothing may be deleted");
                    }))
                    .isFalse();
            other.rollback();
        }
    }

    @Test
    void prune_ofMoreThanABatch_deletesAll_andPassesByWhatSomebodyWrites() throws SQLException {
        database.execute(
                "INSERT INTO rate_10s SELECT timestamptz '2026-03-01T00:00Z' + n % 8000 * interval '10 s', gen_random_uuid(), 1,"
                        + " 0, true FROM generate_series(1, " + (2 * Retention.BATCH + 1) + ") AS n");
        var batches = new AtomicInteger();
        try (var writer = database.connect();
                var statement = writer.createStatement()) {
            statement.execute("SELECT * FROM rate_10s WHERE window_start = '2026-03-08T22:00Z' FOR UPDATE");
            retention.prune(TODAY, (table, _) -> batches.addAndGet(table.equals("rate_10s") ? 1 : 0));
            writer.rollback();
        }

        assertThat(batches).hasValueGreaterThan(SEEDED - kept("rate_10s"));
        assertThat(database.rows("SELECT window_start FROM rate_10s WHERE window_start < '2026-06-05T00:00Z'"))
                .hasSize(1);
    }

    private static int kept(String table) {
        return requireNonNull(KEPT.get(table), table);
    }

    private List<List<?>> levels(String level, int days) throws SQLException {
        return database.rows(
                "SELECT window_start, series_id, errors, windows, open FROM rate_$1 WHERE window_start >= $2"
                                .replace("$1", level)
                                .replace("$2", "'" + TODAY.minusDays(days) + "T00:00Z'::timestamptz")
                        + " UNION ALL SELECT window_start, series_id, requests, windows, open FROM traffic_$1 WHERE window_start >= $2"
                                .replace("$1", level)
                                .replace("$2", "'" + TODAY.minusDays(days) + "T00:00Z'::timestamptz")
                        + " ORDER BY 1, 2, 3");
    }

    private static int rowsADay(String table) {
        return switch (table) {
            case "rate_1h", "traffic_1h", "incident" -> 2;
            default -> 120;
        };
    }
}
