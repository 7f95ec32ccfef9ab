package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.embedded.testing.TestKafka;
import dev.errata.store.EventPartitions;
import dev.errata.store.StoreDatabase;
import dev.errata.store.reconcile.Difference;
import dev.errata.store.reconcile.Reconciliation;
import dev.errata.store.reconcile.RecordedTotals;
import dev.errata.store.retention.Retention;
import dev.errata.store.retention.RetentionDays;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days that go by age while the windows in them are compared. */
class DaysReconciliationIT {
    private static final long SEED = 11;
    private static final LocalDate TODAY = LocalDate.ofInstant(RandomLog.START, ZoneOffset.UTC);

    /** Long after the last record of the log. */
    private static final Instant STORED = RandomLog.START.plus(Duration.ofHours(3));

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

    private Reconciliation reconciliation() {
        var totals = new RecordedTotals(consumer, RawTopics.SHARED, StoreDatabase.RULES);
        return new Reconciliation(database.dataSource(), totals, StoreDatabase.RULES);
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
