package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.RateKey;
import dev.errata.store.StoreDatabase;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to windows of 10 s, by whom, how often and at the same time: minutes and hours are their sums. */
class RollUpsIT {
    private static final Instant START = Instant.parse("2026-06-15T11:59:30Z");
    private static final int STEPS = 60;

    /** Rows of a level that are not what the windows of 10 s add up to. */
    private static final String WRONG = """
            SELECT count(*) FROM (
                SELECT date_bin('$window', window_start, 'epoch') AS window_start, series_id, $sums FROM $source GROUP BY 1, 2
            ) AS ought FULL JOIN (SELECT * FROM $table WHERE windows <> 0) AS stored USING (window_start, series_id)
            WHERE ($ought) IS DISTINCT FROM ($stored)
            """;

    private final StoreDatabase database = StoreDatabase.empty();
    private final RawLog log = new RawLog(Topics.RATES, 0);
    private final SinkHarness sink = new SinkHarness(new RateSink(CallMetrics.NOOP), database);

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void levels_afterEveryChange_areTheSumsOfTheWindows(long seed) throws SQLException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int step = 0; step < STEPS; step++) {
            change(random);
            if (step % 10 == 9) {
                assertExact("seed " + seed + ", step " + step);
            }
        }
        assertThat(database.number("SELECT count(*) FROM rate_1m")).isGreaterThan(20);
        assertThat(database.number("SELECT count(*) FROM traffic_1h WHERE calls_windows < windows"))
                .isPositive();
    }

    @Test
    void levels_afterTwoWritersOfTheSameWindowsAtOnce_areTheSumsOfTheWindows() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var cells = threads.submit(writer(7, this::putCells));
            var corrections = threads.submit(writer(8, this::correct));
            cells.get();
            corrections.get();
        }

        assertExact("two writers");
        assertThat(database.number("SELECT count(*) FROM rate_10s WHERE sink_count <> 0 AND stream_count <> 0"))
                .isPositive();
    }

    @Test
    void levels_afterRetention_keepWhatTheWindowsHadAddedUpTo() throws SQLException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        putCells(random);
        var before = database.rows("SELECT * FROM rate_1h ORDER BY 1, 2");

        database.execute("SET LOCAL errata.retention = 'on'; DELETE FROM rate_10s; DELETE FROM traffic_10s");

        assertThat(database.number("SELECT count(*) FROM rate_10s")).isZero();
        assertThat(database.rows("SELECT * FROM rate_1h ORDER BY 1, 2"))
                .isEqualTo(before)
                .isNotEmpty();
    }

    /** What dashboards ask for: whole hours or minutes, and what lies beside them, add up to what the windows say. */
    @Test
    void reportedSums_overAnyTimeByAnyStep_areThoseOfTheWindows() throws SQLException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        for (int i = 0; i < 10; i++) {
            putCells(random);
        }
        for (int i = 0; i < 40; i++) {
            var from = START.plusSeconds(random.nextLong(-600, 4_600));
            var span = "'%s'::timestamptz, '%s'::timestamptz".formatted(from, from.plusSeconds(random.nextLong(8_000)));
            var step =
                    List.of("10 s", "30 s", "1 min", "10 min", "1 h", "1 day").get(random.nextInt(6));
            var sums = "(SELECT coalesce(sum($1), 0) FROM reporting.$2 WHERE window_start BETWEEN $from)"
                            .replace("$from", span.replace(", ", " AND "))
                    + " = (SELECT coalesce(sum($1), 0) FROM reporting.$2_over(" + span + ", '" + step + "'))";
            assertThat(database.value("SELECT " + sums.replace("$1", "errors").replace("$2", "rate") + " AND "
                            + sums.replace("$1", "requests").replace("$2", "traffic") + " AND "
                            + sums.replace("$1", "calls_failed").replace("$2", "traffic")))
                    .as("%s by %s", span, step)
                    .isEqualTo(true);
        }
    }

    @Test
    void levels_afterTruncate_areEmpty() throws SQLException {
        putCells(RandomGeneratorFactory.of("L64X128MixRandom").create(6));

        database.execute("TRUNCATE rate_10s, traffic_10s");

        assertExact("truncated");
    }

    private Callable<Void> writer(long seed, Change change) {
        return () -> {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            for (int step = 0; step < STEPS; step++) {
                change.make(random);
            }
            return null;
        };
    }

    private void change(RandomGenerator random) throws SQLException {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> putCells(random);
            case 3, 4 -> correct(random);
            case 5 -> // a sink that dies before it commits
                inTransaction(false, connection -> new RateRows().add(connection, corrections(random)));
            case 6 ->
                database.execute("UPDATE rate_10s SET stream_count = stream_count + " + random.nextInt(-2, 3)
                        + ", window_start = window_start + interval '" + random.nextInt(1, 9999) + " days'"
                        + " WHERE (window_start, series_id) IN (SELECT window_start, series_id FROM rate_10s ORDER BY 2, 1 LIMIT 3)"
                        + " AND window_start < '" + START + "'::timestamptz + interval '12 h'");
            default -> {
                database.execute("DELETE FROM rate_10s WHERE window_start IN"
                        + " (SELECT window_start FROM rate_10s ORDER BY 1 OFFSET 10 LIMIT 1)");
                database.execute("DELETE FROM traffic_10s WHERE window_start IN"
                        + " (SELECT window_start FROM traffic_10s ORDER BY 1 OFFSET 10 LIMIT 1)");
            }
        }
    }

    /** Whole values, of which many are told more than once, as after a restart. */
    private void putCells(RandomGenerator random) throws SQLException {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int i = 0; i < 40; i++) {
            var window = window(random);
            var count = random.nextBoolean()
                    ? new Cell.Errors(random.nextLong(20))
                    : new Cell.Traffic(random.nextLong(100), calls(random));
            var key = key(random, count instanceof Cell.Errors ? "429" : "");
            records.add(log.append(CellCodec.encode(new Cell(window, key, count, random.nextBoolean())), window));
        }
        sink.write(records);
    }

    private void correct(RandomGenerator random) throws SQLException {
        inTransaction(true, connection -> new RateRows().add(connection, corrections(random)));
    }

    private static Map<RateRow, Long> corrections(RandomGenerator random) {
        var deltas = new HashMap<RateRow, Long>();
        for (int i = 0; i < 10; i++) {
            deltas.put(new RateRow(window(random), key(random, "429")), random.nextLong(-3, 4));
        }
        return deltas;
    }

    private static Cell.@Nullable Calls calls(RandomGenerator random) {
        return random.nextBoolean()
                ? null
                : new Cell.Calls(random.nextLong(90), random.nextLong(9), random.nextLong(9));
    }

    private static Instant window(RandomGenerator random) {
        return START.plusSeconds(random.nextLong(400) * 10);
    }

    private static RateKey key(RandomGenerator random, String status) {
        return new RateKey("acme", List.of("prod", "", "shop", "p", "m" + random.nextInt(3), status, "", ""));
    }

    private void inTransaction(boolean commit, Work work) throws SQLException {
        try (var connection = database.connect()) {
            work.run(connection);
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    private void assertExact(String when) throws SQLException {
        for (var level : List.of(List.of("1m", "1 minute"), List.of("1h", "1 hour"))) {
            assertThat(wrong(
                            "rate",
                            level,
                            "sum(stream_count + sink_count) AS errors, count(*) AS windows, count(*) FILTER (WHERE closed IS FALSE) AS open",
                            "errors",
                            "windows",
                            "open"))
                    .as("%s, errors by %s", when, level)
                    .isZero();
            assertThat(wrong(
                            "traffic",
                            level,
                            "sum(requests) AS requests, count(*) AS windows, count(*) FILTER (WHERE NOT closed) AS open,"
                                    + " coalesce(sum(calls), 0) AS calls, coalesce(sum(calls_failed), 0) AS calls_failed,"
                                    + " coalesce(sum(calls_rescued), 0) AS calls_rescued, count(calls) AS calls_windows",
                            "requests",
                            "windows",
                            "open",
                            "calls",
                            "calls_failed",
                            "calls_rescued",
                            "calls_windows"))
                    .as("%s, totals by %s", when, level)
                    .isZero();
        }
    }

    private long wrong(String table, List<String> level, String sums, String... columns) throws SQLException {
        return database.number(WRONG.replace("$window", level.getLast())
                .replace("$sums", sums)
                .replace("$source", table + "_10s")
                .replace("$table", table + "_" + level.getFirst())
                .replace("$ought", "ought." + String.join(", ought.", columns))
                .replace("$stored", "stored." + String.join(", stored.", columns)));
    }

    @FunctionalInterface
    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    private interface Change {
        void make(RandomGenerator random) throws SQLException;
    }
}
