package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.RateKey;
import dev.errata.embedded.testing.TestKafka;
import dev.errata.store.StoreDatabase;
import dev.errata.store.reconcile.Difference;
import dev.errata.store.reconcile.Difference.Count;
import dev.errata.store.reconcile.Reconciliation;
import dev.errata.store.reconcile.RecordedTotals;
import dev.errata.store.reconcile.Report;
import dev.errata.store.sink.Corrections.RateRow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the rates is found, told by number, and put right; what is right is left alone. */
class ReconciliationIT {
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
    private static final int LENGTH = 600;
    private static final long SEED = 11;

    /** Long after the last record of the log. */
    private static final Instant STORED = RandomLog.START.plus(Duration.ofHours(3));

    private static final Instant FROM = RandomLog.START.minus(Duration.ofDays(3));

    private final Consumer<byte[], byte[]> consumer = SinkConsumers.reader(KAFKA);
    private StoreDatabase database;

    @BeforeAll
    static void makeTopic() throws Exception {
        try (var admin = Admin.create(KAFKA)) {
            admin.createTopics(List.of(new NewTopic(Topics.TRAFFIC, 1, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
    }

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(LocalDate.ofInstant(RandomLog.START, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws SQLException {
        consumer.close();
        database.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, SEED})
    void compare_ofAHealthyStore_findsNothing(long seed) throws SQLException {
        fill(seed);

        var found = new ArrayList<Difference>();
        var report = run(false, found);

        assertThat(found).as("seed " + seed).isEmpty();
        assertThat(report.differences()).isZero();
        assertThat(report.events()).isEqualTo(database.number("SELECT count(*) FROM event"));
        assertThat(report.compared()).isGreaterThan(LENGTH / 5);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "UPDATE rate_10s SET stream_count = stream_count + 3 WHERE $one",
                "UPDATE rate_10s SET stream_count = stream_count - 1 WHERE $one",
                "UPDATE rate_10s SET sink_count = sink_count + 7 WHERE $one",
                "UPDATE rate_10s SET sink_count = sink_count - 2 WHERE $one",
                "UPDATE rate_10s SET stream_count = 0, sink_count = 0 WHERE $one",
                "DELETE FROM rate_10s WHERE $one",
                "UPDATE rate_10s SET window_start = window_start - interval '7 hours' WHERE $one",
                "DELETE FROM event WHERE event_id = (SELECT min(event_id::text)::uuid FROM event)",
                "UPDATE event SET code = 'another' WHERE event_id = (SELECT min(event_id::text)::uuid FROM event)",
                "UPDATE event SET time = time - interval '20 s' WHERE event_id = (SELECT min(event_id::text)::uuid FROM event)",
                "UPDATE event SET project = 'other' WHERE event_id = (SELECT min(event_id::text)::uuid FROM event)",
                "UPDATE event SET status = NULL WHERE event_id = (SELECT min(event_id::text)::uuid FROM event)",
                "TRUNCATE rate_10s",
                "UPDATE rate_10s SET stream_count = stream_count * 2 + 1",
            })
    void compare_findsWhatWasPlanted_andRepairPutsItRight(String planted) throws SQLException {
        fill(SEED);
        database.execute(planted.replace(
                "$one",
                "(window_start, series_id) = (SELECT window_start, series_id FROM rate_10s ORDER BY 1, 2 LIMIT 1)"));
        var wrong = missingByRateCheck();
        assertThat(wrong).isPositive();

        var found = new ArrayList<Difference>();
        assertThat(run(false, found).missing()).isEqualTo(wrong);
        assertThat(found).hasSameSizeAs(RateCheck.keys(database));
        assertThat(RateCheck.differences(database))
                .as("nothing was repaired yet")
                .isNotEmpty();

        var repaired = new ArrayList<Difference>();
        assertThat(run(true, repaired).repaired()).isTrue();
        assertThat(repaired).containsExactlyInAnyOrderElementsOf(found);
        assertThat(RateCheck.differences(database)).isEmpty();
        assertThat(run(true, new ArrayList<>()).differences()).isZero();
    }

    @Test
    void compare_leavesOutWhatIsNotSettled_andWhatIsNotAskedFor() throws SQLException {
        fill(SEED);
        database.execute("UPDATE rate_10s SET stream_count = stream_count + 1");
        var rows = database.number("SELECT count(*) FROM rate_10s WHERE window_start < '" + RandomLog.START + "'");
        var settled = Reconciliation.settledBy(RandomLog.START, StoreDatabase.RULES);

        assertThat(reconciliation()
                        .run(FROM, Instant.MAX, settled, true, _ -> {})
                        .differences())
                .isEqualTo(rows);
        assertThat(reconciliation()
                        .run(FROM, RandomLog.START, STORED, true, _ -> {})
                        .differences())
                .isZero();
        assertThat(reconciliation()
                        .run(Instant.EPOCH, Instant.MAX, STORED, false, _ -> {})
                        .from())
                .as("start of the first day that has a partition")
                .isEqualTo(Instant.parse("2026-06-12T00:00:00Z"));
    }

    /** As the cube does it: some keys are told apart, the rest is counted as one, and corrections stay where they are. */
    @Test
    void compare_ofAWindowWhoseKeysWereCapped_looksAtItsSum() throws SQLException {
        fill(SEED);
        var window =
                database.value("SELECT window_start::text FROM rate_10s GROUP BY 1 ORDER BY count(*) DESC LIMIT 1");
        var other = RateKey.otherErrors("default");
        capped(window, other);

        assertThat(run(false, new ArrayList<>()).differences()).isZero();

        database.execute("UPDATE rate_10s SET stream_count = stream_count + 5 WHERE window_start = '" + window
                + "' AND series_id = '" + other.seriesId() + "'");
        var found = new ArrayList<Difference>();
        run(true, found);
        assertThat(found).extracting(Difference::key, Difference::missing).containsExactly(tuple(other, -5L));
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    @Test
    void compare_ofWrongSums_findsThem_andRepairPutsThemRight() throws SQLException {
        fill(SEED);
        var one =
                " WHERE (window_start, series_id) = (SELECT window_start, series_id FROM $table ORDER BY 1, 2 LIMIT 1)";
        database.execute("UPDATE rate_1m SET errors = errors + 5" + one.replace("$table", "rate_1m"));
        database.execute("DELETE FROM rate_1h" + one.replace("$table", "rate_1h"));
        database.execute(
                "INSERT INTO traffic_1h SELECT '2026-06-14T03:00Z', series_id, 3, 1, 0, 0, 0, 0, 0 FROM series LIMIT 1");

        var found = new ArrayList<Difference>();
        assertThat(run(false, found).differences()).isEqualTo(3);
        assertThat(found)
                .extracting(Difference::count)
                .containsExactlyInAnyOrder(Count.ERRORS_1M, Count.ERRORS_1H, Count.REQUESTS_1H);
        assertThat(found.stream().filter(each -> each.count() == Count.ERRORS_1M))
                .extracting(Difference::missing)
                .containsExactly(-5L);

        assertThat(run(true, new ArrayList<>()).repaired()).isTrue();
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    private void capped(@Nullable Object window, RateKey other) throws SQLException {
        try (var connection = database.connect()) {
            new RateRows().add(connection, Map.of(new RateRow(Instant.EPOCH, other), 1L));
            connection.commit();
        }
        database.execute("DELETE FROM rate_10s WHERE window_start = 'epoch'");
        database.execute("INSERT INTO rate_10s (window_start, series_id, stream_count, closed) SELECT window_start, '"
                + other.seriesId() + "', sum(stream_count), true FROM rate_10s WHERE window_start = '" + window
                + "' GROUP BY 1");
        database.execute("UPDATE rate_10s SET stream_count = 0 WHERE window_start = '" + window + "' AND series_id <> '"
                + other.seriesId() + "'");
    }

    /** Rows and corrections that come in meanwhile, in either order, are neither taken for differences nor overwritten. */
    @Test
    void repair_whileLateEventsAreStored_losesNeither() throws Exception {
        fill(SEED);
        database.execute("UPDATE rate_10s SET stream_count = stream_count + 1");
        var writer = Thread.ofVirtual().start(() -> storeLateEvents(new Random(SEED)));
        var repairs = 0;
        while (writer.isAlive() || repairs == 0) {
            run(true, new ArrayList<>());
            repairs++;
        }
        writer.join();

        assertThat(RateCheck.differences(database)).isEmpty();
        assertThat(database.number("SELECT count(*) FROM event WHERE code = 'late'"))
                .isEqualTo(3_000);
    }

    private void storeLateEvents(Random random) {
        var log = new RawLog(Topics.EVENTS, 0);
        var sink = new SinkHarness(sink(), database);
        try {
            for (int i = 0; i < 300; i++) {
                var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                for (int k = 0; k < 10; k++) {
                    var time = RandomLog.START.plusSeconds(random.nextInt(600));
                    var event = Events.withCode(Events.at(time), "late");
                    records.add(log.append(event, RandomLog.START.plus(Duration.ofHours(1))));
                }
                sink.write(records);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long missingByRateCheck() throws SQLException {
        return RateCheck.keys(database).stream()
                .mapToLong(row -> Math.abs(((Number) row.getLast()).longValue()))
                .sum();
    }

    private Report run(boolean repair, List<Difference> found) throws SQLException {
        return reconciliation().run(FROM, Instant.MAX, STORED, repair, found::add);
    }

    private Reconciliation reconciliation() {
        var totals = new RecordedTotals(consumer, RawTopics.SHARED, StoreDatabase.RULES);
        return new Reconciliation(database.dataSource(), totals, StoreDatabase.RULES);
    }

    private void fill(long seed) throws SQLException {
        var log = new RandomLog(new Random(seed), LENGTH);
        var sink = new SinkHarness(sink(), database);
        for (var partition : log.partitions()) {
            sink.write(partition.records());
        }
        var all = log.partitions().stream().flatMap(partition -> partition.records().stream());
        TopologyCounts.store(all.toList(), database);
    }

    static EventSink sink() {
        return new EventSink(
                StoreDatabase.RULES,
                RawTopics.SHARED,
                new RateRows(),
                Redactor.STANDARD,
                Events.allBodies(),
                CallMetrics.NOOP);
    }
}
