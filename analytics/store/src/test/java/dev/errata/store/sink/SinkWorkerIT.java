package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkWorkerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Random RANDOM = new Random(1);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SinkMetrics metrics = new MicrometerSinkMetrics(meters, "event-sink");
    private final List<SinkWorker> workers = new ArrayList<>();
    private StoreDatabase database;
    private FaultyDatabase faulty;
    private TestTopic topic;
    private Map<String, UUID> topicIds;

    @BeforeEach
    void open() throws Exception {
        database = StoreDatabase.on(LocalDate.ofInstant(now, ZoneOffset.UTC));
        faulty = new FaultyDatabase(database.dataSource());
        topic = new TestTopic(2);
        topicIds = topic.ids();
    }

    @AfterEach
    void close() throws Exception {
        workers.forEach(SinkWorker::close);
        assertThat(workers).noneMatch(SinkWorker::isAlive);
        topic.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void worker_inEitherGroupProtocol_storesWhatIsSent(String protocol) throws SQLException {
        topic.send(events(100));
        start(Map.of("group.protocol", protocol), "group");
        topic.send(events(100));

        awaitStored(200);
        awaitOffsets(200);
        assertThat(corrections()).isEqualTo(0L);
        assertThat(count("errata.sink.records", "stored")).isEqualTo(200);
        assertThat(meters.get("errata.sink.lag").gauge().value()).isZero();
    }

    @Test
    void worker_afterARestart_goesOnAtTheStoredOffset() throws SQLException {
        var first = start("group");
        topic.send(events(50));
        awaitStored(50);
        first.close();

        topic.send(events(50));
        start("another group, so that only Postgres can know");

        awaitStored(100);
        assertThat(count("errata.sink.records", "stored")).isEqualTo(100);
        assertThat(count("errata.sink.records", "duplicate")).isZero();
    }

    @Test
    void worker_withAPoisonInItsBatch_storesTheRest_buriesTheOne() throws SQLException {
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END $$");
        database.execute("CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW WHEN (new.code = 'poison')"
                + " EXECUTE FUNCTION refuse()");
        var events = events(500);
        events.set(321, Events.withCode(events.get(321), "poison"));
        topic.send(events);

        start("group");

        awaitOffsets(500);
        assertThat(stored()).isEqualTo(499L);
        assertThat(database.rows("SELECT reason, event_id, detail FROM dead_letter"))
                .containsExactly(
                        List.of("unstorable", events.get(321).eventId(), "Postgres refuses it with SQLSTATE 22000"));
        assertThat(corrections()).as("the topology counted the poison").isEqualTo(-1L);
        assertThat(count("errata.sink.records", "dead_letter")).isEqualTo(1);
    }

    @Test
    void workers_ofOneGroup_shareThePartitions() throws SQLException {
        start("group");
        topic.send(events(100));
        awaitStored(100);

        start("group");
        var sent = 100;
        for (int i = 0; i < 50; i++) {
            topic.send(events(20));
            sent += 20;
            awaitStored(sent);
        }

        awaitOffsets(sent);
        assertThat(stored()).isEqualTo(sent);
        assertThat(corrections()).isEqualTo(0L);
    }

    @Test
    void workers_thatRivalOnTheSameOffsets_writeEachRecordOnce() throws SQLException {
        start("one");
        start("two");
        var sent = new ArrayList<ErrorEvent>();
        await().atMost(LIMIT).until(() -> {
            var batch = events(20);
            topic.send(batch);
            sent.addAll(batch);
            return count("errata.sink.fenced") > 0;
        });
        var again = sent.subList(0, 20);
        topic.send(again); // the marker is forgotten, so each is to be taken back once

        awaitOffsets(sent.size() + 20);
        assertThat(stored()).isEqualTo(sent.size());
        assertThat(corrections()).isEqualTo(-20L);
        assertThat(count("errata.sink.records", "stored")).isEqualTo(sent.size());
        assertThat(count("errata.sink.records", "duplicate")).isEqualTo(20);
        assertThat(workers).allMatch(SinkWorker::isAlive);
    }

    @Test
    void worker_whilePostgresIsAway_keepsWhatItRead_andGoesOn() throws SQLException {
        var worker = start("group");
        topic.send(events(100));
        awaitStored(100);

        faulty.goAway();
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        topic.send(events(300));
        await().atMost(LIMIT).until(() -> count("errata.sink.retried") >= 3);
        assertThat(worker.isAlive()).isTrue();
        faulty.comeBack();

        awaitStored(400);
        awaitOffsets(400);
        assertThat(corrections()).isEqualTo(0L);
        assertThat(count("errata.sink.records", "stored")).isEqualTo(400);
    }

    @Test
    void worker_thatStartsBeforePostgres_waitsForIt() {
        faulty.goAway();
        topic.send(events(10));
        start("group");
        await().atMost(LIMIT).until(() -> count("errata.sink.retried") >= 2);

        faulty.comeBack();

        awaitStored(10);
    }

    @Test
    void worker_whoseCommitGoesInUnanswered_doesNotWriteTwice() throws SQLException {
        start("group");
        topic.send(events(100));
        awaitStored(100);

        faulty.loseNextAnswer();
        topic.send(events(100));
        topic.send(events(100));

        awaitOffsets(300);
        assertThat(stored()).isEqualTo(300L);
        assertThat(corrections())
                .as("a second writing would take every count back")
                .isEqualTo(0L);
        assertThat(count("errata.sink.fenced")).isEqualTo(1);
    }

    @Test
    void worker_thatIsOvertaken_whereTheLogNoLongerStartsAtZero_goesOn() throws Exception {
        var worker = start("group");
        topic.send(events(100));
        awaitOffsets(100);
        topic.deleteBefore(0, 50);
        topic.deleteBefore(1, 50);

        faulty.loseNextAnswer();
        topic.send(events(1));
        await().atMost(LIMIT).until(() -> count("errata.sink.fenced") > 0);
        topic.send(events(100));

        awaitOffsets(201);
        assertThat(worker.isAlive()).isTrue();
    }

    @Test
    void worker_ofATransactionalLog_countsMarkersIn_andReadsNothingAborted() throws Exception {
        start("group");
        var config = new HashMap<>(TestTopic.KAFKA);
        config.put("transactional.id", UUID.randomUUID().toString());
        try (var producer = TestTopic.producer(config)) {
            producer.initTransactions();
            for (var abort : List.of(true, false, true)) {
                producer.beginTransaction();
                producer.send(topic.record(0, events(1).getFirst())).get();
                if (abort) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }

        awaitOffsets(6); // three records and a marker after each
        assertThat(stored()).isEqualTo(1L);
    }

    @Test
    void worker_ofATopicMadeAnew_stops() throws Exception {
        start("group");
        topic.send(events(10));
        awaitStored(10);
        workers.getFirst().close();

        topic.recreate();
        topicIds = topic.ids();
        topic.send(events(10));
        var worker = start("group");

        await().atMost(LIMIT).until(() -> !worker.isAlive());
        assertThat(stored()).isEqualTo(10L);
    }

    /** Each breaks the store for every record, and mends it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a table away     | ALTER TABLE event RENAME TO other | ALTER TABLE other RENAME TO event
            no partition     | DROP TABLE event_$day | CREATE TABLE event_$day PARTITION OF event FOR VALUES FROM ('$today') TO ('$tomorrow')
            a new constraint | ALTER TABLE event ADD CONSTRAINT never CHECK (false) NOT VALID | ALTER TABLE event DROP CONSTRAINT never
            a new column     | ALTER TABLE event ADD COLUMN owner text NOT NULL | ALTER TABLE event DROP COLUMN owner
            a trigger        | CREATE TRIGGER never BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse() | DROP TRIGGER never ON event
            no right         | CREATE TRIGGER never BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION forbid() | DROP TRIGGER never ON event
            """)
    void worker_ofAStoreThatTakesNothing_waits_givesNothingUp_andGoesOn(String fault, String breakIt, String mendIt)
            throws SQLException {
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'never' USING ERRCODE = '22000'; END $$");
        database.execute("CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'never' USING ERRCODE = '42501'; END $$");
        database.execute(filled(breakIt));
        topic.send(events(200));
        var worker = start("group");

        await().atMost(LIMIT).until(() -> worker.problem().isPresent());
        assertThat(worker.isAlive()).isTrue();
        assertThat(offsets()).isZero();
        assertThat(deadLetters()).as("%s is no record's fault", fault).isZero();
        database.execute(filled(mendIt));

        awaitStored(200);
        awaitOffsets(200);
        await().atMost(LIMIT).until(() -> worker.problem().isEmpty());
        assertThat(deadLetters()).isZero();
        assertThat(corrections()).isZero();
    }

    @Test
    void worker_soFarBehindThatADayIsGone_buriesItsEventsAsTooOld_storesTheOthers() throws SQLException {
        var yesterday = now.minus(1, ChronoUnit.DAYS);
        var old = Events.of(EventIds.random(yesterday, RANDOM), now, "code", null);
        topic.send(events(10));
        topic.send(List.of(old));
        for (int day = -3; day <= -1; day++) {
            database.execute("DROP TABLE event_" + day(day).toString().replace("-", ""));
        }
        start("group");

        awaitOffsets(11);
        assertThat(stored()).isEqualTo(10L);
        assertThat(database.rows("SELECT reason, field, event_id FROM dead_letter"))
                .containsExactly(List.of("too_old", "event_id", old.eventId()));
        assertThat(corrections()).as("the topology counted it").isEqualTo(-1L);
    }

    @Test
    void worker_whoseOffsetIsPastRetention_stops() throws Exception {
        start("group");
        topic.send(events(10));
        awaitStored(10);
        workers.getFirst().close();

        topic.send(events(20));
        topic.deleteBefore(0, 10);
        var worker = start("group");

        await().atMost(LIMIT).until(() -> !worker.isAlive());
    }

    @Test
    void resends_ofEventsThatAreStored_changeNothing() throws SQLException {
        var events = events(20);
        start("group");
        topic.send(events);
        topic.send(events, Topics.RESEND_HEADER);

        awaitOffsets(40);
        assertThat(stored()).isEqualTo(20L);
        assertThat(corrections()).isEqualTo(0L);
    }

    private String filled(String sql) {
        return sql.replace("$day", day(0).toString().replace("-", ""))
                .replace("$today", day(0).toString())
                .replace("$tomorrow", day(1).toString());
    }

    private LocalDate day(int fromToday) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(fromToday);
    }

    private long deadLetters() throws SQLException {
        return database.number("SELECT count(*) FROM dead_letter");
    }

    private SinkWorker start(String group) {
        return start(Map.of("heartbeat.interval.ms", 200, "fetch.max.wait.ms", 20), group);
    }

    private SinkWorker start(Map<String, Object> settings, String group) {
        var sink =
                topic.feeding(new EventSink(StoreDatabase.RULES, RawTopics.SHARED, new RateRows(), Redactor.STANDARD));
        var kafka = new HashMap<>(TestTopic.KAFKA);
        kafka.putAll(settings);
        var worker = SinkWorker.start(
                sink,
                new PostgresOffsets(sink.name(), topicIds),
                faulty.dataSource(),
                SinkConsumers.create(kafka, group + "-" + sink.topics().getFirst(), "test"),
                metrics,
                BreakerRules.DEFAULT);
        workers.add(worker);
        return worker;
    }

    /** All of one series and window, so that a single number tells whether the corrections are right. */
    private List<ErrorEvent> events(int count) {
        return new ArrayList<>(Stream.generate(() -> Events.of(EventIds.random(now, RANDOM), now, "code", null))
                .limit(count)
                .toList());
    }

    private void awaitStored(long events) {
        await().atMost(LIMIT).until(() -> stored() == events);
    }

    private void awaitOffsets(long sum) {
        await().atMost(LIMIT).until(() -> offsets() == sum);
    }

    private long stored() throws SQLException {
        return database.number("SELECT count(*) FROM event");
    }

    private long offsets() throws SQLException {
        return database.number("SELECT coalesce(sum(next_offset), 0)::bigint FROM sink_offset");
    }

    private long corrections() throws SQLException {
        return database.number("SELECT coalesce(sum(sink_count), 0)::bigint FROM rate_10s");
    }

    private double count(String meter) {
        return meters.get(meter).counter().count();
    }

    private double count(String meter, String result) {
        return meters.get(meter).tag("result", result).counter().count();
    }
}
