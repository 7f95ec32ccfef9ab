package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.contract.redact.Redactor;
import dev.errata.store.StoreDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSinkIT {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:07Z");
    private static final Duration LATE = Duration.ofMinutes(11);

    private final RawLog log = new RawLog(Topics.EVENTS, 3);
    private StoreDatabase database;
    private SinkHarness sink;

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(TODAY);
        sink = new SinkHarness(
                new EventSink(StoreDatabase.RULES, RawTopics.SHARED, new RateRows(), Redactor.STANDARD), database);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    /** The table of corrections: (row inserted ? 1 : 0) - (counted by the topology ? 1 : 0). */
    @ParameterizedTest
    @CsvSource(textBlock = """
            first send,     not there,     0
            first send,     already there, -1
            first send,     refused,       -1
            flagged resend, not there,     1
            flagged resend, already there, 0
            flagged resend, refused,       0
            late,           not there,     1
            late,           already there, 0
            late,           refused,       0
            late resend,    not there,     1
            """)
    void write_ofEachKind_correctsTheRate(String kind, String row, long delta) throws SQLException {
        var event = Events.at(kind.startsWith("late") ? NOW.minus(LATE) : NOW);
        var record = kind.endsWith("resend") ? log.resend(event, NOW) : log.append(event, NOW);
        if (row.equals("already there")) {
            sink.write(log.append(event, event.time())); // on time, counted: no correction of its own
        }

        var written = row.equals("refused") ? sink.refuse(record, noPartition()) : sink.write(record);

        assertThat(written)
                .isEqualTo(
                        switch (row) {
                            case "not there" -> new Written(1, 0, 0);
                            case "already there" -> new Written(0, 1, 0);
                            default -> new Written(0, 0, 1);
                        });
        assertThat(corrections()).isEqualTo(delta == 0 ? List.of() : List.of(correction(event, delta)));
    }

    @Test
    void write_fromAProjectsOwnTopic_isThatProjectsWhateverItClaims() throws SQLException {
        var topics = new RawTopics(Map.of("acme.errata", "acme"));
        var own = new SinkHarness(
                new EventSink(StoreDatabase.RULES, topics, new RateRows(), Redactor.STANDARD), database);

        own.write(new RawLog("acme.errata.events", 0).append(Events.at(NOW).inProject("somebody-else"), NOW));

        assertThat(database.value("SELECT project FROM event")).isEqualTo("acme");
    }

    @Test
    void write_ofForeignRecordsWithSecretsInEveryField_storesNone() throws SQLException {
        var secret = "sk-" + "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6";
        var counted = log.append(Events.everywhere(secret, EventIds.random(NOW, new Random(6)), NOW), NOW);
        var late = log.append(Events.everywhere(secret, EventIds.random(NOW, new Random(7)), NOW.minus(LATE)), NOW);
        var ancient = Events.everywhere(secret, EventIds.random(Instant.EPOCH, new Random(8)), NOW);

        var written = sink.write(counted, late, log.append(ancient, NOW));
        sink.refuse(
                log.append(Events.everywhere(secret, EventIds.random(NOW, new Random(9)), NOW), NOW), noPartition());
        TopologyCounts.store(log.records(), database);

        assertThat(written).as("B43").isEqualTo(new Written(2, 0, 1));
        for (var table : List.of("event", "series", "dead_letter")) {
            assertThat(database.rows("SELECT t::text FROM " + table + " AS t").toString())
                    .as("a dump of %s", table)
                    .contains("[redacted:api_key]")
                    .doesNotContain("c9d0e1f2");
        }
        assertThat(RateCheck.differences(database)).isEmpty();
    }

    @Test
    void refuse_ofAPoison_leavesADeadLetterWithItsIds() throws SQLException {
        var event = Events.full(EventIds.random(NOW, new Random(5)), NOW);

        sink.refuse(log.append(event, NOW), noPartition());

        assertThat(database.rows("SELECT topic, partition, record_offset, received_at = '" + NOW
                        + "', reason, field, detail, project, event_id, request_id FROM dead_letter"))
                .containsExactly(Arrays.asList(
                        Topics.EVENTS,
                        3,
                        0L,
                        true,
                        "unstorable",
                        null,
                        "Postgres refuses it with SQLSTATE 23514",
                        "acme",
                        event.eventId(),
                        "req-1"));
    }

    @Test
    void write_ofTheSameIdTwiceInOneBatch_storesOne_takesTheSecondCountBack() throws SQLException {
        var event = Events.at(NOW);

        assertThat(sink.write(log.append(event, NOW), log.append(event, NOW))).isEqualTo(new Written(1, 1, 0));

        assertThat(storedEvents()).isEqualTo(1L);
        assertThat(corrections()).containsExactly(correction(event, -1));
    }

    @Test
    void write_ofAResendBeforeItsSend_inOneBatch_sumsToNothing() throws SQLException {
        var event = Events.at(NOW);

        assertThat(sink.write(log.resend(event, NOW), log.append(event, NOW))).isEqualTo(new Written(1, 1, 0));

        assertThat(corrections()).isEmpty();
    }

    @Test
    void write_ofAMixedBatch_afterADuplicate_storesTheNewOnes() throws SQLException {
        var known = Events.at(NOW);
        sink.write(log.append(known, NOW));
        var fresh = Events.at(NOW);

        assertThat(sink.write(log.append(fresh, NOW), log.resend(known, NOW), log.tick(NOW)))
                .isEqualTo(new Written(1, 1, 0));
        assertThat(sink.write(log.resend(fresh, NOW), log.append(Events.at(NOW), NOW)))
                .as("the staging table of the first time is used again")
                .isEqualTo(new Written(1, 1, 0));

        assertThat(storedEvents()).isEqualTo(3L);
        assertThat(corrections()).isEmpty();
    }

    @Test
    void write_ofTheSameIdInAnotherProject_isAnotherEvent() throws SQLException {
        var event = Events.at(NOW);

        assertThat(sink.write(log.append(event, NOW), log.append(event.inProject("acme"), NOW)))
                .isEqualTo(new Written(2, 0, 0));

        assertThat(database.rows("SELECT project FROM event ORDER BY 1"))
                .containsExactly(List.of("acme"), List.of("default"));
    }

    @Test
    void write_ofADuplicateWithOtherDimensions_takesTheCountBackWhereItWasCounted() throws SQLException {
        var event = Events.at(NOW);
        var other = Events.withCode(event, "something_else");
        sink.write(log.append(event, NOW));

        sink.write(log.append(other, NOW));

        assertThat(corrections()).containsExactly(correction(other, -1));
    }

    @Test
    void write_ofOddValues_keepsThemInTheSeries() throws SQLException {
        var code = "a,b \"c\" {d} \\e NULL ' 你好";

        sink.write(log.resend(Events.withCode(Events.at(NOW), code), NOW));
        sink.write(log.resend(Events.withCode(Events.at(NOW), "NULL"), NOW));

        assertThat(database.rows("SELECT code FROM series ORDER BY code COLLATE \"C\""))
                .containsExactly(List.of("NULL"), List.of(code));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-06-12T23:59:59.999Z, too_old
            2026-06-18T00:00:00.000Z, too_new
            """)
    void write_ofADayThatIsNotKept_isADeadLetter(Instant born, String reason) throws SQLException {
        var event = Events.of(EventIds.random(born, new Random(2)), NOW, "code", null);

        assertThat(sink.write(log.append(event, NOW))).isEqualTo(new Written(0, 0, 1));

        assertThat(database.rows("SELECT reason, field, record_offset, project, event_id FROM dead_letter"))
                .containsExactly(List.of(reason, "event_id", 0L, "default", event.eventId()));
        assertThat(corrections()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-06-13T00:00:00.000Z", "2026-06-17T23:59:59.999Z"})
    void write_ofTheFirstAndTheLastDayThatIsKept_isStored(Instant born) throws SQLException {
        var event = Events.of(EventIds.random(born, new Random(2)), NOW, "code", null);

        assertThat(sink.write(log.append(event, NOW))).isEqualTo(new Written(1, 0, 0));
    }

    @Test
    void write_ofWhatCannotBeRead_isADeadLetterWithItsCoordinates() throws SQLException {
        sink.write(log.append(Events.at(NOW), NOW));

        assertThat(sink.write(
                        log.append("not JSON".getBytes(StandardCharsets.UTF_8), NOW),
                        log.append((byte[]) null, NOW),
                        log.append(Events.at(NOW), NOW),
                        log.append("{}".getBytes(StandardCharsets.UTF_8), NOW)))
                .isEqualTo(new Written(1, 0, 3));

        assertThat(
                        database.rows(
                                "SELECT partition, record_offset, reason, field, project FROM dead_letter ORDER BY record_offset"))
                .containsExactly(
                        Arrays.asList(3, 1L, "malformed", null, null),
                        Arrays.asList(3, 2L, "malformed", null, null),
                        Arrays.asList(3, 4L, "missing_field", "event_id", "default"));
        assertThat(corrections()).isEmpty();
    }

    @Test
    void write_ofTicks_writesNothing() throws SQLException {
        assertThat(sink.write(log.tick(NOW), log.tick(NOW))).isEqualTo(Written.NOTHING);

        assertThat(storedEvents()).isEqualTo(0L);
    }

    @Test
    void write_ofAFullEvent_fillsEveryColumn() throws SQLException {
        var event = Events.full(EventIds.random(NOW, new Random(5)), NOW.plusNanos(123_456_000));

        sink.write(log.append(event, NOW));

        var row = database.rows("SELECT event_day::text, project, event_id, time = '" + event.time()
                        + "', claimed_time, received_at = '" + NOW
                        + "', app, app_version, env, region, provider, model,"
                        + " operation, streaming, key_id, status, code, type, message, param, request_id,"
                        + " provider_request_id, task_id, trace_id, call_id, attempt, latency_ms, timeout_ms,"
                        + " retry_after_ms, limit_kind, raw_body, attributes, altered, fingerprint FROM event")
                .getFirst();
        assertThat(row)
                .isEqualTo(Arrays.asList(
                        EventIds.day(event.eventId()).toString(),
                        "acme",
                        event.eventId(),
                        true,
                        null,
                        true,
                        "shop",
                        "1.4.2",
                        "prod",
                        "eu-west",
                        "deepseek",
                        "deepseek-v4-flash",
                        "POST /v1/chat/completions",
                        true,
                        "key-3f9a",
                        429,
                        "rate_limit_exceeded",
                        "rate_limit",
                        "Slow down: \"50\" a minute",
                        "model",
                        "req-1",
                        "prov-2",
                        "task-3",
                        "4bf92f3577b34da6",
                        "call-5",
                        2,
                        1_250L,
                        30_000L,
                        5_000L,
                        "requests_per_minute",
                        "{\"error\":{\"message\":\"Grüße 你好\"}}",
                        "{\"tenant\":\"t \\\"1\\\"\"}",
                        "message,raw_body",
                        Fingerprint.bits(Fingerprint.of(event.failure()))));
        assertThat(database.value("SELECT count(*) FROM information_schema.columns WHERE table_name = 'event'"))
                .as("every column is asserted above")
                .isEqualTo((long) row.size());
    }

    @Test
    void write_ofAnEmptyEvent_leavesNulls() throws SQLException {
        var json = "{\"event_id\":\"" + EventIds.random(NOW, new Random(3)) + "\",\"time\":\"" + NOW + "\"}";

        sink.write(log.append(json.getBytes(StandardCharsets.UTF_8), NOW));

        assertThat(database.value("SELECT num_nulls(claimed_time, app, app_version, env, region, provider, model,"
                        + " operation, streaming, key_id, status, code, type, message, param, request_id,"
                        + " provider_request_id, task_id, trace_id, call_id, attempt, latency_ms, timeout_ms,"
                        + " retry_after_ms, limit_kind, raw_body, attributes, altered) FROM event"))
                .isEqualTo(28);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-15T12:05:08Z", "9999-12-31T23:59:59.999999Z", "2026-06-13T12:00:06Z", "0001-01-01T00:00:00Z"})
    void write_ofAClockThatIsNotBelieved_keepsItsClaim_countsAtTheAppendTime(Instant claimed) throws SQLException {
        var event = Events.of(EventIds.random(NOW, new Random(4)), claimed, "code", null);

        assertThat(sink.write(log.resend(event, NOW))).isEqualTo(new Written(1, 0, 0));

        assertThat(database.value("SELECT time = '" + NOW + "' AND claimed_time = '" + claimed + "' FROM event"))
                .isEqualTo(true);
        assertThat(database.value("SELECT window_start = '2026-06-15T12:00:00Z' FROM rate_10s"))
                .isEqualTo(true);
    }

    @Test
    void write_ofAClockThatIsBelieved_makesNoClaim() throws SQLException {
        sink.write(log.append(Events.at(NOW.plus(Duration.ofMinutes(5))), NOW));

        assertThat(database.value("SELECT claimed_time FROM event")).isNull();
    }

    private static SQLException noPartition() {
        return new SQLException("no partition of relation", "23514");
    }

    private long storedEvents() throws SQLException {
        return database.number("SELECT count(*) FROM event");
    }

    private List<List<?>> corrections() throws SQLException {
        return database.rows("SELECT extract(epoch FROM window_start)::bigint, code, sink_count"
                + " FROM rate_10s JOIN series USING (series_id)");
    }

    private static List<?> correction(ErrorEvent event, long delta) {
        var second = event.time().getEpochSecond();
        return List.of(second - second % 10, event.failure().code(), delta);
    }
}
