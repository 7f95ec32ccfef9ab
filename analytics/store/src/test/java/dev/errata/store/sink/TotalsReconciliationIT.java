package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.errata.contract.Caller;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecord.Calls;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
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
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Totals are held against the records of the topic, of which the last of each source counts. */
class TotalsReconciliationIT {
    private static final TrafficRecordCodec CODEC = new TrafficRecordCodec();
    private static final Target TARGET = new Target("p", "m", null, null, null);

    private final String prefix = "t-" + UUID.randomUUID();
    private final RawTopics topics = new RawTopics(Map.of(prefix, "acme"));
    private final Instant window = TimeRules.windowOf(Instant.now());
    private final Instant stored = window.plus(Duration.ofHours(1));
    private final StoreDatabase database = database();
    private final Admin admin = Admin.create(TestTopic.KAFKA);
    private final Producer<byte[], byte[]> producer = TestTopic.producer(TestTopic.KAFKA);
    private final Consumer<byte[], byte[]> consumer = SinkConsumers.reader(TestTopic.KAFKA);

    private static StoreDatabase database() {
        try {
            return StoreDatabase.on(LocalDate.now(ZoneOffset.UTC));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void makeTopics() throws Exception {
        for (var topic : topics.traffic()) {
            try {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)
                                .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        consumer.close();
        producer.close();
        admin.deleteTopics(List.of(prefix + ".traffic")).all().get();
        admin.close();
        database.close();
    }

    @Test
    void compare_takesTheLastRecordOfEachSource_andFindsNothing() throws Exception {
        send("a", 1, 100, null);
        send("a", 3, 120, new Calls(60, 5, 2));
        send("a", 2, 110, null);
        send("a", 3, 120, new Calls(60, 5, 2));
        send("b", 1, 10, new Calls(9, 1, 0));
        send("late", 1, window.minus(Duration.ofMinutes(11)), 7, null);
        store(130, new Cell.Calls(69, 6, 2));

        var found = new ArrayList<Difference>();
        var report = run(false, found);

        assertThat(found).isEmpty();
        assertThat(report.requests()).isEqualTo(130);
        assertThat(report.totalsFrom()).isEqualTo(report.from());
    }

    @Test
    void compare_findsEachNumberThatDiffers_andRepairPutsItRight() throws Exception {
        send("a", 1, 100, new Calls(60, 5, 2));
        send("b", 1, window.minusSeconds(10), 10, null);
        store(99, new Cell.Calls(60, 6, 2));
        store(window.minusSeconds(20), 5, null);

        var found = new ArrayList<Difference>();
        var report = run(true, found);

        assertThat(found)
                .extracting(Difference::window, Difference::count, Difference::stored, Difference::recomputed)
                .containsExactlyInAnyOrder(
                        tuple(window, Count.REQUESTS, 99L, 100L),
                        tuple(window, Count.CALLS_FAILED, 6L, 5L),
                        tuple(window.minusSeconds(10), Count.REQUESTS, null, 10L),
                        tuple(window.minusSeconds(20), Count.REQUESTS, 5L, null));
        assertThat(report.missing()).isEqualTo(1 + 1 + 10 + 5);
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
        assertThat(database.rows("SELECT requests, calls_failed FROM traffic_10s ORDER BY window_start DESC LIMIT 1"))
                .containsExactly(List.of(100L, 5L));
    }

    @Test
    void compare_ofAWindowWhoseKeysWereCapped_looksAtItsSum() throws Exception {
        send("a", 1, 100, null);
        send("b", 1, 20, null);
        store(30, null);
        store(window, RateKey.otherTraffic("acme"), 85, null);

        var found = new ArrayList<Difference>();
        run(true, found);

        assertThat(found)
                .extracting(Difference::key, Difference::stored, Difference::recomputed)
                .containsExactly(tuple(RateKey.otherTraffic("acme"), 115L, 120L));
        assertThat(database.rows("SELECT requests FROM traffic_10s ORDER BY 1"))
                .containsExactly(List.of(30L), List.of(90L));
        assertThat(run(false, new ArrayList<>()).differences()).isZero();
    }

    @Test
    void compare_whereTheTopicHasForgotten_saysSo() throws Exception {
        send("a", 1, 100, null);
        send("a", 2, 100, null);
        admin.deleteRecords(Map.of(new TopicPartition(prefix + ".traffic", 0), RecordsToDelete.beforeOffset(1)))
                .all()
                .get();
        store(5, null);

        var report = run(true, new ArrayList<>());

        assertThat(report.differences()).isZero();
        assertThat(report.totalsFrom()).isEqualTo(report.to());
    }

    private Report run(boolean repair, List<Difference> found) throws SQLException {
        var totals = new RecordedTotals(consumer, topics, StoreDatabase.RULES);
        return new Reconciliation(database.dataSource(), totals, StoreDatabase.RULES)
                .run(window.minusSeconds(60), window.plusSeconds(10), stored, repair, each -> {
                    if (each.key().project().equals("acme")) {
                        found.add(each);
                    }
                });
    }

    private void store(long requests, Cell.@Nullable Calls calls) throws SQLException {
        store(window, requests, calls);
    }

    private void store(Instant window, long requests, Cell.@Nullable Calls calls) throws SQLException {
        store(window, RateKey.of(record("a", 1, window, requests, null).inProject("acme")), requests, calls);
    }

    private void store(Instant window, RateKey key, long requests, Cell.@Nullable Calls calls) throws SQLException {
        try (var connection = database.connect()) {
            new RateRows()
                    .putTraffic(
                            connection,
                            Map.of(
                                    new RateRow(window, key),
                                    new Cell(window, key, new Cell.Traffic(requests, calls), true)));
            connection.commit();
        }
    }

    private void send(String source, long seq, long requests, @Nullable Calls calls) throws Exception {
        send(source, seq, window, requests, calls);
    }

    private void send(String source, long seq, Instant window, long requests, @Nullable Calls calls) throws Exception {
        var value = CODEC.encode(record(source, seq, window, requests, calls));
        producer.send(new ProducerRecord<>(prefix + ".traffic", value)).get();
    }

    private static TrafficRecord record(String source, long seq, Instant window, long requests, @Nullable Calls calls) {
        return new TrafficRecord(
                source, seq, window, new Caller(null, "shop", null, "prod", null), TARGET, requests, calls);
    }
}
