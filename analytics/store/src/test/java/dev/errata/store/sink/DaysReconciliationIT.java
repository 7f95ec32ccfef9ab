package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.embedded.testing.TestKafka;
import dev.errata.store.EventPartitions;
import dev.errata.store.RateDays;
import dev.errata.store.StoreDatabase;
import dev.errata.store.reconcile.Difference;
import dev.errata.store.reconcile.Difference.Count;
import dev.errata.store.reconcile.Reconciliation;
import dev.errata.store.reconcile.RecordedTotals;
import dev.errata.store.reconcile.Report;
import dev.errata.store.retention.Retention;
import dev.errata.store.retention.RetentionDays;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that go by age, and days that are packed, while the windows in them are compared. */
class DaysReconciliationIT {
    private static final long SEED = 11;
    private static final LocalDate TODAY = LocalDate.ofInstant(RandomLog.START, ZoneOffset.UTC);
    private static final String DAY = "2026-06-14T00:00:00Z";

    /** Long after the last record of the log. */
    private static final Instant STORED = RandomLog.START.plus(Duration.ofHours(3));

    /** A row of the day that has one failure from six to seven. */
    private static final String ONE = "(day_start, series_id) = (SELECT day_start, series_id FROM rate_day"
            + " WHERE day_start = '" + DAY + "' AND errors[7] = 1 ORDER BY 1, 2 LIMIT 1)";

    private final Consumer<byte[], byte[]> consumer =
            SinkConsumers.reader(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    private StoreDatabase database;

    @BeforeAll
    static void makeTopic() throws Exception {
        ReconciliationIT.makeTopic();
    }

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(TODAY);
        fillDays();
    }

    @AfterEach
    void close() throws SQLException {
        consumer.close();
        database.close();
    }

    /** Also where the retention is raised afterwards, so that there are partitions for days whose rates have gone. */
    @Test
    void compare_afterRetention_looksAtWhatIsKept_andFindsNothing() throws SQLException {
        var sums = database.rows("SELECT * FROM rate_1h ORDER BY 1, 2");
        var partitions = new EventPartitions(database.dataSource(), StoreDatabase.RULES);
        partitions.maintain(TODAY.plusDays(2));
        var windows = database.number("SELECT count(*) FROM rate_10s");
        new Retention(database.dataSource(), new RetentionDays(2, 1, 90, 730, 30, 365))
                .prune(TODAY.plusDays(2), (_, _) -> {});
        partitions.maintain(TODAY);

        assertThat(database.number("SELECT count(*) FROM rate_10s"))
                .isPositive()
                .isLessThan(windows);
        var report = reconciliation().run(Instant.EPOCH, Instant.MAX, STORED, true, _ -> {});
        assertThat(report.from()).isEqualTo(Instant.parse("2026-06-14T00:00:00Z"));
        assertThat(report.differences()).isZero();
        assertThat(report.events()).isPositive();
        assertThat(database.rows("SELECT * FROM rate_1h ORDER BY 1, 2")).isEqualTo(sums);
    }

    /** An event goes with the day in its id, and its window may be kept for longer: nothing is missed there, and what is wrong is seen. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void compare_afterTheDayInTheirIdsHasGone_missesNoEventOfAWindowThatIsKept(long seed) throws SQLException {
        storeWithOldIds(new Random(seed));
        var before = run(false, new ArrayList<>());
        assertThat(before.differences()).as("seed %d", seed).isZero();

        var kept = database.number("SELECT count(*) FROM event WHERE time >= '" + DAY + "'");
        new EventPartitions(database.dataSource(), StoreDatabase.RULES).maintain(TODAY.plusDays(2));
        assertThat(database.number("SELECT count(*) FROM event WHERE time >= '" + DAY + "'"))
                .isLessThan(kept);

        var report = run(true, new ArrayList<>());
        assertThat(report.from()).isEqualTo(Instant.parse(DAY));
        assertThat(report.differences()).as("seed %d", seed).isZero();
        assertThat(report.events()).isEqualTo(kept);

        database.execute("UPDATE rate_10s SET sink_count = sink_count + 1 WHERE (window_start, series_id) ="
                + " (SELECT window_start, series_id FROM rate_10s JOIN series USING (series_id) WHERE code = 'old'"
                + " AND window_start >= '" + DAY + "' ORDER BY 1, 2 LIMIT 1)");
        var found = new ArrayList<Difference>();
        run(true, found);
        assertThat(found).extracting(Difference::count, Difference::missing).containsExactly(tuple(Count.ERRORS, -1L));
        assertThat(run(false, new ArrayList<>()).differences()).isZero();

        new EventPartitions(database.dataSource(), StoreDatabase.RULES).maintain(TODAY.plusDays(4));
        assertThat(database.number("SELECT count(*) FROM event_dropped"))
                .as("all of their windows have gone")
                .isZero();
    }

    /** Rates are kept, events have gone, and then there are partitions for their days again. */
    @Test
    void compare_afterEventsAreKeptForLongerAgain_leavesOutTheDaysThatHaveGone() throws SQLException {
        var partitions = new EventPartitions(database.dataSource(), StoreDatabase.RULES);
        partitions.maintain(TODAY.plusDays(2));
        partitions.maintain(TODAY);

        var report = run(true, new ArrayList<>());
        assertThat(report.from()).isEqualTo(Instant.parse(DAY));
        assertThat(report.differences()).isZero();
        assertThat(report.events()).isPositive();
    }

    /** A day goes while its hours are compared: then nothing of it is a difference, and no repair undoes its sums. */
    @Test
    void repair_ofWhatIsDeletedMeanwhile_leavesItsSums() throws SQLException {
        var sums = database.rows("SELECT * FROM rate_1h ORDER BY 1, 2");
        var later = TODAY.plusDays(2);
        var windows = database.number("SELECT count(*) FROM rate_10s");
        var report = reconciliation().run(Instant.EPOCH, Instant.MAX, STORED, true, new Reconciliation.Observer() {
            @Override
            public void differs(Difference difference) {
                throw new AssertionError(difference);
            }

            @Override
            public void compared(Instant from, Instant to, Instant end) {
                try {
                    new EventPartitions(database.dataSource(), StoreDatabase.RULES).maintain(later);
                    new Retention(database.dataSource(), new RetentionDays(2, 1, 90, 730, 30, 365))
                            .prune(later, (_, _) -> {});
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        assertThat(report.differences()).isZero();
        assertThat(database.number("SELECT count(*) FROM rate_10s")).isLessThan(windows);
        assertThat(database.rows("SELECT * FROM rate_1h ORDER BY 1, 2")).isEqualTo(sums);
    }

    @Test
    void compare_ofPackedDays_findsNothing() throws SQLException {
        var before = run(false, new ArrayList<>()).compared();
        assertThat(pack()).isEqualTo(2);

        var found = new ArrayList<Difference>();
        var report = run(false, found);

        assertThat(found).isEmpty();
        assertThat(report.compared())
                .as("each of their hours once more, and each total")
                .isEqualTo(before
                        + database.number("SELECT count(*) FROM rate_1h"
                                + " WHERE date_bin('24 hours', window_start, 'epoch') IN (TABLE rate_day_packed)")
                        + database.number("SELECT count(*) FROM rate_day"));
    }

    static Stream<Arguments> compare_ofAPackedDay_findsWhatWasPlanted_andRepairTakesItsMark() {
        var six = Instant.parse("2026-06-14T06:00:00Z");
        return Stream.of(
                Arguments.of(
                        "UPDATE rate_day SET errors[7] = errors[7] + 5, total = total + 5 WHERE $one",
                        tuple(Count.ERRORS_1H_PACKED, six, -5L)),
                Arguments.of(
                        "UPDATE rate_day SET hours = hours & ~64 WHERE $one", tuple(Count.ERRORS_1H_PACKED, six, 0L)),
                Arguments.of(
                        "UPDATE rate_day SET hours = hours & ~64, total = total - errors[7], errors[7] = 0 WHERE $one",
                        tuple(Count.ERRORS_1H_PACKED, six, 1L)),
                Arguments.of(
                        "INSERT INTO rate_day VALUES ('$day', md5('nobody')::uuid, 64, 4, array_fill(0, '{6}') || 4::bigint)",
                        tuple(Count.ERRORS_1H_PACKED, six, -4L)),
                Arguments.of(
                        "UPDATE rate_day SET total = total - 3 WHERE $one",
                        tuple(Count.ERRORS_1D, Instant.parse(DAY), 3L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void compare_ofAPackedDay_findsWhatWasPlanted_andRepairTakesItsMark(String planted, Tuple difference)
            throws SQLException {
        pack();
        plant(planted);

        var found = new ArrayList<Difference>();
        run(false, found);
        assertThat(found)
                .extracting(Difference::count, Difference::window, Difference::missing)
                .containsExactly(difference);

        var repaired = new ArrayList<Difference>();
        assertThat(run(true, repaired).repaired()).isTrue();
        assertThat(repaired).isEqualTo(found);
        assertThat(database.number("SELECT count(*) FROM rate_day_packed")).isOne();
        assertThat(database.number("SELECT count(*) FROM rate_day_packed WHERE day_start = '" + DAY + "'"))
                .isZero();
        assertThat(run(false, new ArrayList<>()).differences()).isZero();

        assertThat(pack()).isOne();
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    /** As many as hours: a total that is not there is not told besides. */
    @Test
    void compare_ofASeriesThatWasNotPacked_findsEachOfItsHours() throws SQLException {
        pack();
        var hours = database.number("SELECT bit_count(hours::bit(24)) FROM rate_day WHERE " + ONE);
        var errors = database.number("SELECT total FROM rate_day WHERE " + ONE);
        plant("DELETE FROM rate_day WHERE $one");

        var found = new ArrayList<Difference>();
        var report = run(false, found);
        assertThat(report.differences()).isEqualTo(hours).isPositive();
        assertThat(report.missing()).isEqualTo(errors);
        assertThat(found).extracting(Difference::stored).containsOnlyNulls();

        var repaired = new ArrayList<Difference>();
        assertThat(run(true, repaired).compared()).isEqualTo(report.compared());
        assertThat(repaired).isEqualTo(found);
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    static Stream<String> repair_ofAPackedDay_tellsAllThatIsWrong_whateverIsPutRightFirst() {
        return Stream.of(
                // two hours and the total
                "UPDATE rate_day SET errors[7] = errors[7] + 5, errors[20] = errors[20] + 1 WHERE $one",
                // a sum by the hour that was packed as it was, and an hour after it
                "UPDATE rate_1h SET errors = errors + 2 WHERE window_start = '2026-06-14T02:00Z'; $pack;"
                        + " UPDATE rate_day SET errors[22] = errors[22] + 1 WHERE $one",
                // an event that went, in the day's first hours, and an hour and the total after it
                "DELETE FROM event WHERE event_id = (SELECT event_id FROM event WHERE time >= '$day' ORDER BY time LIMIT 1); $pack;"
                        + " UPDATE rate_day SET hours = hours & ~64, total = total + 1 WHERE $one");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void repair_ofAPackedDay_tellsAllThatIsWrong_whateverIsPutRightFirst(String planted) throws SQLException {
        pack();
        for (var statement : planted.split(";", -1)) {
            if (statement.strip().equals("$pack")) {
                pack();
            } else {
                plant(statement);
            }
        }

        var found = new ArrayList<Difference>();
        var report = run(false, found);
        assertThat(found).hasSizeGreaterThan(1);
        assertThat(found).extracting(Difference::count).contains(Count.ERRORS_1H_PACKED);

        var repaired = new ArrayList<Difference>();
        assertThat(run(true, repaired)).isEqualTo(repaired(report));
        assertThat(repaired).isEqualTo(found);
        assertThat(database.number("SELECT count(*) FROM rate_day_packed")).isOne();
        assertThat(run(false, new ArrayList<>()).differences()).isZero();

        assertThat(pack()).isOne();
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    private static Report repaired(Report report) {
        return new Report(
                report.from(),
                report.to(),
                report.compared(),
                report.events(),
                report.requests(),
                report.totalsFrom(),
                report.differences(),
                report.missing(),
                true);
    }

    /** An hour that is put right takes its day's mark, also where less than the day is asked for. */
    @Test
    void repair_ofSomeHours_tellsThose_andLeavesTheRest() throws SQLException {
        pack();
        plant("UPDATE rate_day SET errors[7] = errors[7] + 5, errors[9] = errors[9] + 1 WHERE $one");
        var six = Instant.parse("2026-06-14T06:00:00Z");

        var found = new ArrayList<Difference>();
        reconciliation().run(six.minusSeconds(90), six.plusSeconds(5400), STORED, true, found::add);

        assertThat(found)
                .extracting(Difference::count, Difference::window)
                .containsExactly(tuple(Count.ERRORS_1H_PACKED, six));
        assertThat(database.number("SELECT count(*) FROM rate_day_packed")).isOne();
    }

    @Test
    void compare_leavesOutDaysThatAreNotPacked() throws SQLException {
        pack();
        plant("UPDATE rate_day SET total = 7, hours = 1, errors = '{7}'");
        database.execute("DELETE FROM rate_day_packed");

        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    /** A wrong hour whose day is packed is told once, as the hour is: packing took it as it was. */
    @Test
    void repair_ofAnHour_unpacksItsDay() throws SQLException {
        plant("UPDATE rate_1h SET errors = errors + 2 WHERE (window_start, series_id) ="
                + " (SELECT window_start, series_id FROM rate_1h WHERE window_start >= '$day' ORDER BY 1, 2 LIMIT 1)");
        pack();

        var found = new ArrayList<Difference>();
        run(true, found);
        assertThat(found).extracting(Difference::count).containsExactly(Count.ERRORS_1H);
        assertThat(database.number("SELECT count(*) FROM rate_day_packed")).isOne();
        assertThat(pack()).isOne();
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    private void plant(String sql) throws SQLException {
        database.execute(sql.replace("$one", ONE).replace("$day", DAY));
    }

    private int pack() throws SQLException {
        return new RateDays(database.dataSource()).pack(TODAY);
    }

    private Report run(boolean repair, List<Difference> found) throws SQLException {
        return reconciliation().run(Instant.EPOCH, Instant.MAX, STORED, repair, found::add);
    }

    private Reconciliation reconciliation() {
        var totals = new RecordedTotals(consumer, RawTopics.SHARED, StoreDatabase.RULES);
        return new Reconciliation(database.dataSource(), totals, StoreDatabase.RULES);
    }

    /** Today's, with ids of two days ago: by a stale id, or by a time that is too old to be believed; and some of midnight. */
    private void storeWithOldIds(Random random) throws SQLException {
        var log = new RawLog(Topics.EVENTS, 1);
        for (int i = 0; i < 20; i++) {
            var now = RandomLog.START.minusSeconds(random.nextInt(21_600));
            var old = Instant.parse("2026-06-13T05:00:00Z").plusSeconds(random.nextInt(3_600));
            log.append(Events.of(EventIds.random(old, random), now, "old", null), now);
            log.append(Events.of(EventIds.random(old, random), old, "old", null), now);
            var midnight = Instant.parse(DAY);
            log.append(Events.of(EventIds.random(midnight, random), midnight.minusMillis(1), "old", null), midnight);
            log.append(Events.of(EventIds.random(midnight.minusMillis(1), random), midnight, "old", null), midnight);
        }
        new SinkHarness(ReconciliationIT.sink(), database).write(log.records());
        TopologyCounts.store(log.records(), database);
    }

    /** Two and a half days of events, each stored when it happened. */
    private void fillDays() throws SQLException {
        var random = new Random(SEED);
        var log = new RawLog(Topics.EVENTS, 0);
        var time = Instant.parse("2026-06-13T00:00:00Z");
        while (time.isBefore(RandomLog.START)) {
            log.append(Events.withCode(Events.at(time), "c" + random.nextInt(3)), time);
            time = time.plusSeconds(random.nextInt(1_200));
        }
        new SinkHarness(ReconciliationIT.sink(), database).write(log.records());
        TopologyCounts.store(log.records(), database);
    }
}
