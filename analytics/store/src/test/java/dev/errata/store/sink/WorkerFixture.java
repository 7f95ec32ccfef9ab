package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/** Workers of the event sink between a topic and a database of their own. */
abstract class WorkerFixture {
    static final Duration LIMIT = Duration.ofSeconds(60);
    static final Random RANDOM = new Random(1);

    final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<SinkWorker> workers = new ArrayList<>();
    SinkMetrics metrics = new MicrometerSinkMetrics(meters, "event-sink", InstantSource.system());
    Batching batching = Batching.DEFAULT;
    StoreDatabase database;
    FaultyDatabase faulty;
    TestTopic topic;
    Map<String, UUID> topicIds;

    @BeforeEach
    void open() throws Exception {
        database = StoreDatabase.on(day(0));
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

    LocalDate day(int fromToday) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(fromToday);
    }

    SinkWorker start(String group) {
        return start(Map.of("heartbeat.interval.ms", 200, "fetch.max.wait.ms", 20), group);
    }

    SinkWorker start(Map<String, Object> settings, String group) {
        var sink = topic.feeding(new EventSink(
                StoreDatabase.RULES,
                RawTopics.SHARED,
                new RateRows(),
                Redactor.STANDARD,
                Events.allBodies(),
                CallMetrics.NOOP));
        var kafka = new HashMap<>(TestTopic.KAFKA);
        kafka.putAll(settings);
        var worker = SinkWorker.start(
                sink,
                new PostgresOffsets(sink.name(), topicIds),
                faulty.dataSource(),
                SinkConsumers.create(kafka, group + "-" + sink.topics().getFirst(), "test"),
                metrics,
                new SinkRules(batching, BreakerRules.DEFAULT));
        workers.add(worker);
        return worker;
    }

    /** All of one series and window, so that a single number tells whether the corrections are right. */
    List<ErrorEvent> events(int count) {
        return new ArrayList<>(Stream.generate(() -> Events.of(EventIds.random(now, RANDOM), now, "code", null))
                .limit(count)
                .toList());
    }

    /** Refuses what has the code {@code poison}. */
    void refusePoison() throws SQLException {
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END $$");
        database.execute("CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW WHEN (new.code = 'poison')"
                + " EXECUTE FUNCTION refuse()");
    }

    void awaitStored(long events) {
        await().atMost(LIMIT).until(() -> stored() == events);
    }

    void awaitOffsets(long sum) {
        await().atMost(LIMIT).until(() -> offsets() == sum);
    }

    /** What a worker has written is in the database before it is in its meters. */
    void awaitRecords(String result, long records) {
        await().atMost(LIMIT).until(() -> count("errata.sink.records", result) == records);
    }

    /** So many at least. */
    void awaitTransactions(long transactions) {
        await().atMost(LIMIT).until(() -> transactions() >= transactions);
    }

    long stored() throws SQLException {
        return database.number("SELECT count(*) FROM event");
    }

    long deadLetters() throws SQLException {
        return database.number("SELECT count(*) FROM dead_letter");
    }

    long offsets() throws SQLException {
        return database.number("SELECT coalesce(sum(next_offset), 0)::bigint FROM sink_offset");
    }

    long corrections() throws SQLException {
        return database.number("SELECT coalesce(sum(sink_count), 0)::bigint FROM rate_10s");
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    double count(String meter, String result) {
        return meters.get(meter).tag("result", result).counter().count();
    }

    long transactions() {
        return meters.get("errata.sink.transaction").timer().count();
    }
}
