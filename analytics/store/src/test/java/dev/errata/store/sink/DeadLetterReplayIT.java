package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.TimeRules;
import dev.errata.store.EventPartitions;
import dev.errata.store.StoreDatabase;
import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetter.Why;
import dev.errata.store.deadletter.DeadLetterId;
import dev.errata.store.deadletter.LogUnavailableException;
import dev.errata.store.deadletter.Replayed;
import dev.errata.store.deadletter.Replayed.Result;
import dev.errata.store.deadletter.Sender;
import dev.errata.store.query.ListDeadLetters.Filter;
import dev.errata.store.query.ListDeadLetters.Question;
import dev.errata.store.query.Queries;
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
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refused, replayed, stored once: after each replay the rates are the stored events. */
class DeadLetterReplayIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TimeRules LONGER = new TimeRules(StoreDatabase.RULES.grace(), 30);
    private static final String UNREADABLE = "{\"project\":\"acme\",\"app\":\"bad\",\"time\":\"then\"}";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final Random random = new Random(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<SinkWorker> workers = new ArrayList<>();
    private final Producer<byte[], byte[]> producer = TestTopic.producer(TestTopic.KAFKA);
    private StoreDatabase database;
    private TestTopic topic;

    @BeforeEach
    void open() throws Exception {
        database = StoreDatabase.on(LocalDate.ofInstant(now, ZoneOffset.UTC));
        topic = new TestTopic(1);
    }

    @AfterEach
    void close() throws Exception {
        workers.forEach(SinkWorker::close);
        producer.close();
        topic.close();
        database.close();
    }

    @Test
    void tooOld_replayedAfterRetentionWasExtended_isStoredOnce_howeverOftenItIsReplayed() throws Exception {
        var old = event(now.minus(10, ChronoUnit.DAYS), "old");
        topic.send(List.of(event(now, "new"), old, event(now, "new")));
        start(StoreDatabase.RULES);
        awaitOffset(3);
        var letter = onlyLetter();
        assertThat(replay(StoreDatabase.RULES, letter, false).result()).isEqualTo(Result.REFUSED);
        assertThat(onlyLetter()).as("by the same rules it stays as it is").isEqualTo(letter);
        assertThat(end()).isEqualTo(3);

        extendRetention();
        assertThat(replay(LONGER, letter, true)).isEqualTo(done(letter, 1, 0));
        assertThat(end()).as("a dry run appends nothing").isEqualTo(3);
        assertThat(replay(LONGER, letter, false)).isEqualTo(done(letter, 1, 0));
        replay(LONGER, letter, false);
        awaitOffset(5);
        topic.send(List.of(old), Topics.RESEND_HEADER);
        awaitOffset(6);

        assertThat(stored("old")).isEqualTo(1);
        assertExact();
        var closed = letters(true).getFirst();
        assertThat(closed.replay())
                .isNotNull()
                .satisfies(replay -> assertThat(replay.stored()).isTrue());
        assertThat(letters(false)).isEmpty();
        assertThat(replay(LONGER, closed, false).known()).isEqualTo(1);
        assertThat(end()).as("what is closed is not appended again").isEqualTo(6);
    }

    @Test
    void refusedByPostgres_replayedWhileItStillIs_staysOneDeadLetter_andIsStoredWhenItIsMended() throws Exception {
        database.execute("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '22000'; END $$");
        database.execute("CREATE TRIGGER refuse BEFORE INSERT ON event FOR EACH ROW WHEN (new.code = 'poison')"
                + " EXECUTE FUNCTION refuse()");
        topic.send(List.of(event(now, "fine"), event(now, "poison"), event(now, "fine")));
        start(StoreDatabase.RULES);
        awaitOffset(3);
        var letter = onlyLetter();
        assertExact();

        for (int again = 4; again < 7; again++) {
            assertThat(replay(StoreDatabase.RULES, letter, false).result()).isEqualTo(Result.REPLAYED);
            awaitOffset(again);
            assertThat(onlyLetter().id()).isEqualTo(letter.id());
            assertThat(onlyLetter().replay()).isNotNull();
            assertExact();
        }
        database.execute("DROP TRIGGER refuse ON event");
        replay(StoreDatabase.RULES, letter, false);
        awaitOffset(7);

        assertThat(letters(false)).isEmpty();
        assertThat(stored("poison")).isEqualTo(1);
        assertExact();
    }

    /** F30: a bad deploy of one app, 10,000 records, between the good ones of another project. */
    @Test
    void poisonOfOneApp_stopsNobody_fillsFewRows_andIsRecoveredAsAWhole() throws Exception {
        var number = 10_000;
        for (int i = 0; i < number; i++) {
            send(i % 4 == 0 ? UNREADABLE.getBytes(UTF_8) : Events.json(bad(i)));
            send(Events.json(event(now, "good").inProject("other")));
        }
        producer.flush();
        start(StoreDatabase.RULES);
        awaitOffset(2L * number);

        assertThat(stored("good")).isEqualTo(number);
        assertThat(openBreakers()).isEqualTo(1);
        assertThat(letters(false)).as("a row each until it opens, then one").hasSizeLessThanOrEqualTo(101);
        assertThat(letters(false).stream().mapToLong(DeadLetter::records).sum()).isEqualTo(number);
        assertThat(letters(false).stream()
                        .map(letter -> letter.sender().toString())
                        .distinct())
                .containsExactly("acme/bad");
        assertExact();

        for (int i = 0; i < BreakerRules.DEFAULT.goodToClose(); i++) {
            send(Events.json(of("bad", event(now, "mended"))));
        }
        producer.flush();
        await().atMost(LIMIT).until(() -> openBreakers() == 0);
        assertThat(stored("mended")).isEqualTo(BreakerRules.DEFAULT.goodToClose());

        extendRetention();
        var first = letters(false).stream()
                .map(letter -> replay(LONGER, letter, false))
                .toList();
        assertThat(first.stream().mapToLong(Replayed::appended).sum()).isEqualTo(number * 3L / 4);
        awaitOffset(end());
        assertThat(stored("old")).isEqualTo(number * 3L / 4);
        assertThat(letters(false).stream().filter(letter -> letter.id().isRange()))
                .as("a quarter cannot be read, so the range stays")
                .hasSize(1);
        assertExact();

        var end = end();
        var second = letters(false).stream()
                .map(letter -> replay(LONGER, letter, false))
                .toList();
        assertThat(second).allSatisfy(again -> assertThat(again.appended()).isZero());
        assertThat(end()).as("what is stored is not appended again").isEqualTo(end);
        assertExact();
    }

    @Test
    void rangeThatIsGoodAsAWhole_isClosedWithItsLastRecord() throws Exception {
        for (int i = 0; i < 300; i++) {
            send(Events.json(bad(i)));
            send(Events.json(event(now, "good")));
        }
        producer.flush();
        start(StoreDatabase.RULES);
        awaitOffset(600);
        extendRetention();

        letters(false).forEach(letter -> replay(LONGER, letter, false));
        awaitOffset(900);

        assertThat(letters(false)).isEmpty();
        assertThat(stored("old")).isEqualTo(300);
        assertExact();
        send(Events.json(event(now.minus(40, ChronoUnit.DAYS), "older").inProject("acme")));
        producer.flush();
        awaitOffset(901);
        assertThat(letters(false))
                .as("what is refused later is not hidden in a closed row")
                .hasSize(1);
    }

    @Test
    void replay_brokenOffInBetween_isDoneOverWithoutAddingTwice() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            send(Events.json(bad(i)));
        }
        producer.flush();
        start(StoreDatabase.RULES);
        awaitOffset(1_500);
        extendRetention();
        var range = letters(false).stream()
                .filter(letter -> letter.id().isRange())
                .findFirst()
                .orElseThrow();

        var broken = replay(LONGER, new DeadLetterReplay.Log() {
            private int appends;

            @Override
            public void append(List<ProducerRecord<byte[], byte[]>> records) {
                if (++appends == 2) {
                    throw new LogUnavailableException(new IllegalStateException("the broker is gone"));
                }
                DeadLetterReplayIT.this.append(records);
            }
        });
        assertThatThrownBy(() -> broken.replay(range, false)).isInstanceOf(LogUnavailableException.class);
        awaitOffset(end());
        assertThat(stored("old")).isEqualTo(500);
        assertExact();
        assertThat(replay(LONGER, range, false)).isEqualTo(done(range, 901, 500));
        awaitOffset(end());

        assertThat(stored("old")).isEqualTo(1_401);
        assertExact();
        assertThat(letters(false)).noneMatch(letter -> letter.id().isRange());
    }

    @Test
    void replay_ofWhatTheTopicNoLongerHas_saysSo_andKeepsTheDeadLetter() throws Exception {
        topic.send(List.of(event(now.minus(10, ChronoUnit.DAYS), "old"), event(now, "new")));
        start(StoreDatabase.RULES);
        awaitOffset(2);
        var letter = onlyLetter();

        topic.deleteBefore(0, 2);
        var expired = replay(LONGER, letter, false);

        assertThat(expired.result()).isEqualTo(Result.EXPIRED);
        assertThat(expired.missing()).isTrue();
        assertThat(onlyLetter()).isEqualTo(letter);
    }

    @Test
    void replay_ofATopicMadeAnew_takesNoOtherRecordForIt() throws Exception {
        topic.send(List.of(event(now.minus(10, ChronoUnit.DAYS), "old")));
        start(StoreDatabase.RULES);
        awaitOffset(1);
        var letter = onlyLetter();
        workers.getFirst().close();

        topic.recreate();
        topic.send(List.of(event(now, "another")));

        assertThat(replay(LONGER, letter, false).result()).isEqualTo(Result.EXPIRED);
    }

    @Test
    void replay_ofRates_isLeftToTheTopology() {
        var id = new DeadLetterId(Topics.RATES, 0, 1, 1);
        var letter = new DeadLetter(
                id, 1, now, now, new Why("malformed", null, "not JSON"), Sender.UNKNOWN, null, null, null);

        assertThat(replay(LONGER, letter, false).result()).isEqualTo(Result.NOT_REPLAYABLE);
    }

    /** Anybody may write headers: what claims to be a replay of nothing is a dead letter like any other. */
    @Test
    void record_thatClaimsToBeAReplay_isNotLost() throws Exception {
        var record = new ProducerRecord<byte[], byte[]>(name(), 0, null, UNREADABLE.getBytes(UTF_8));
        record.headers().add("errata-replay-of", "77-1".getBytes(UTF_8));
        record.headers().add("errata-replay-closes", "77-78".getBytes(UTF_8));
        producer.send(record).get();
        start(StoreDatabase.RULES);
        awaitOffset(1);

        assertThat(onlyLetter().id().offset()).isZero();
    }

    private ErrorEvent event(Instant born, String code) {
        return Events.of(EventIds.random(born, random), now, code, null);
    }

    /** Of a day that is not kept. */
    private ErrorEvent bad(int number) {
        return of("bad", event(now.minus(10 + number % 3, ChronoUnit.DAYS), "old"));
    }

    private static ErrorEvent of(String app, ErrorEvent event) {
        var caller = new Caller("acme", app, null, null, null);
        return new ErrorEvent(
                event.eventId(),
                event.time(),
                caller,
                event.target(),
                event.failure(),
                event.ids(),
                event.attempt(),
                null,
                Map.of(),
                List.of());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a record that is missing fails the test
    private void send(byte[] value) {
        producer.send(new ProducerRecord<>(name(), 0, null, value));
    }

    private void start(TimeRules rules) {
        var sink = topic.feeding(new EventSink(
                rules, RawTopics.SHARED, new RateRows(), Redactor.STANDARD, Events.allBodies(), CallMetrics.NOOP));
        var kafka = new HashMap<>(TestTopic.KAFKA);
        kafka.put("heartbeat.interval.ms", 200);
        workers.add(SinkWorker.start(
                sink,
                new PostgresOffsets(sink.name(), topic.ids()),
                database.dataSource(),
                SinkConsumers.create(kafka, "group-" + sink.topics().getFirst(), "test"),
                new MicrometerSinkMetrics(meters, sink.name(), InstantSource.system()),
                SinkRules.DEFAULT));
    }

    /** The operator keeps more days from now on: the sink starts again with the new rules, and has their partitions. */
    private void extendRetention() throws SQLException {
        workers.removeFirst().close();
        new EventPartitions(database.dataSource(), LONGER).maintain(LocalDate.ofInstant(now, ZoneOffset.UTC));
        start(LONGER);
    }

    private DeadLetterReplay replay(TimeRules rules, DeadLetterReplay.Log log) {
        return new DeadLetterReplay(
                () -> SinkConsumers.reader(TestTopic.KAFKA),
                log,
                Map.of(name(), Judge.events(rules, RawTopics.SHARED)),
                queries().storedEvents(),
                InstantSource.system());
    }

    private Replayed replay(TimeRules rules, DeadLetter letter, boolean dryRun) {
        return replay(rules, this::append).replay(letter, dryRun);
    }

    private void append(List<ProducerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            send(record);
        }
        producer.flush();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a record that is missing fails the test
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    private static Replayed done(DeadLetter letter, long appended, long known) {
        return new Replayed(letter.id(), Result.REPLAYED, appended, known, 0, false, null);
    }

    private Queries queries() {
        return Queries.of(database.dataSource());
    }

    private List<DeadLetter> letters(boolean closed) {
        return Stream.of(Caller.DEFAULT_PROJECT, "acme", "other")
                .flatMap(project -> letters(project, closed).stream())
                .toList();
    }

    private List<DeadLetter> letters(String project, boolean closed) {
        var filter = new Filter(project, null, null, null, null, closed);
        return queries()
                .listDeadLetters()
                .answer(new Question(filter, Optional.empty(), 500))
                .deadLetters();
    }

    private DeadLetter onlyLetter() {
        var letters = letters(false);
        assertThat(letters).hasSize(1);
        return letters.getFirst();
    }

    private double openBreakers() {
        return meters.get("errata.breaker.open").tag("partition", "0").gauge().value();
    }

    private long stored(String code) throws SQLException {
        return database.number("SELECT count(*) FROM event WHERE code = '" + code + "'");
    }

    private void awaitOffset(long offset) {
        await().atMost(LIMIT)
                .until(
                        () -> database.number("SELECT coalesce(sum(next_offset), 0)::bigint FROM sink_offset"),
                        next -> next == offset);
    }

    /** The topology's part, counted from the whole log, and then I5. */
    private void assertExact() throws SQLException {
        TopologyCounts.store(log(), database);
        assertThat(RateCheck.differences(database)).isEmpty();
    }

    private List<ConsumerRecord<byte[], byte[]>> log() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = SinkConsumers.reader(TestTopic.KAFKA)) {
            new RawTopic(consumer).read(partition(), 0, Long.MAX_VALUE - 1, _ -> {}, records::add);
        }
        return records;
    }

    private long end() {
        try (var consumer = SinkConsumers.reader(TestTopic.KAFKA)) {
            return consumer.endOffsets(List.of(partition())).getOrDefault(partition(), 0L);
        }
    }

    private TopicPartition partition() {
        return new TopicPartition(name(), 0);
    }

    private String name() {
        Map<String, UUID> ids = topic.ids();
        return ids.keySet().iterator().next();
    }
}
