package dev.errata.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.store.query.FindEvents.Question;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindEventsIT {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** More than are named in one statement. */
    private static final int DAYS = 12;

    private static final Random RANDOM = new Random(7);
    private static final UUID FULL = EventIds.random(NOON, RANDOM);
    private static final UUID CROWDED = EventIds.random(NOON, RANDOM);

    private static SeededDatabase database;
    private static FindEvents findEvents;

    @BeforeAll
    static void seed() throws SQLException {
        database = new SeededDatabase();
        database.partitions(EventIds.day(FULL).minusDays(6), DAYS);
        database.insert("event", full());
        database.execute("""
            INSERT INTO event (event_day, project, event_id, time, received_at, request_id, provider_request_id,
                task_id, trace_id, call_id)
            SELECT day, 'default', gen_random_uuid(), day + n * interval '1 s', day + n * interval '1 s',
                'req_' || day || n, 'prov_' || day || n, 'task_' || day || n, 'trace_' || day || n, 'crowd_' || n % 90
            FROM generate_series(timestamptz '2026-02-26 00:00Z', '2026-03-09 00:00Z', interval '1 day') AS day,
                generate_series(1, 3000) AS n
            """);
        database.execute("ANALYZE");
        findEvents = new FindEvents(database.jdbi());
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "REQUEST_ID, req_1",
        "PROVIDER_REQUEST_ID, prov-1/a%b'c",
        "TASK_ID, task 1",
        "TRACE_ID, 4bf92f3577b34da6a3ce929d0e0e4736",
        "TRACE_ID, 4BF92F3577B34DA6A3CE929D0E0E4736",
        "CALL_ID, call_1"
    })
    void answer_toAnyId_saysWhichMatched(IdKind kind, String id) {
        assertThat(answer("  " + id + "\n").events()).singleElement().satisfies(found -> {
            assertThat(found.matched()).isEqualTo(kind);
            assertThat(found.event().eventId()).isEqualTo(FULL);
        });
    }

    @Test
    void answer_toAnEventId_isTheWholeEventAsStored() {
        var found = answer(FULL.toString().toUpperCase(Locale.ROOT)).events().getFirst();

        assertThat(found)
                .isEqualTo(new FoundEvent(
                        event(),
                        IdKind.EVENT_ID,
                        NOON.plusSeconds(2),
                        Fingerprint.of(event().failure()),
                        false,
                        Instant.parse("2036-01-01T00:00:00.000001Z")));
    }

    @Test
    void fingerprint_thatIsStored_isTheOneThatIsFound() {
        var id = EventIds.random(NOON, RANDOM);
        database.insert("event", row(id, Map.of("request_id", "req_grouped", "fingerprint", -2L)));

        assertThat(answer("req_grouped").events())
                .extracting(FoundEvent::fingerprint)
                .containsExactly("fffffffffffffffe");
    }

    @Test
    void body_thatWasLeftOut_isSaidToBe() {
        var id = EventIds.random(NOON, RANDOM);
        database.insert("event", row(id, Map.of("request_id", "req_sampled", "body_left_out", true)));

        assertThat(answer("req_sampled").events())
                .extracting(FoundEvent::bodyLeftOut)
                .containsExactly(true);
    }

    @Test
    void answer_toAnIdThatIsStoredAsItsHash_findsIt() {
        var odd = "réq-" + "x".repeat(300);
        var id = EventIds.random(NOON, RANDOM);
        database.insert("event", row(id, Map.of("request_id", Ids.canonical(odd))));

        assertThat(answer(odd).events())
                .extracting(found -> found.event().eventId())
                .containsExactly(id);
    }

    @Test
    void answer_whenSeveralIdsAreEqual_hasTheEventOnce() {
        database.insert("event", row(CROWDED, Map.of("request_id", "same", "call_id", "same", "task_id", "same")));

        assertThat(answer("same").events()).extracting(FoundEvent::matched).containsExactly(IdKind.REQUEST_ID);
    }

    @Test
    void answer_ofManyEvents_isTheNewestAndSaysThatThereAreMore() {
        var answer = answer("crowd_7");

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.events())
                .hasSize(FindEvents.LIMIT)
                .isSortedAccordingTo(
                        (a, b) -> b.event().time().compareTo(a.event().time()));
        assertThat(answer.events().getFirst().event().time()).isEqualTo(Instant.parse("2026-03-09T00:49:37Z"));
    }

    @Test
    void answer_ofAnotherProject_isEmpty() {
        assertThat(findEvents.answer(new Question("other", "req_1")).events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1--",
                "%",
                "_",
                "\\",
                "'); DROP TABLE event; --",
                "\0",
                "🙂",
                "00000000-0000-4000-8000-000000000000"
            })
    void answer_toAnythingElse_isEmpty(String id) {
        assertThat(answer(id)).isEqualTo(new FindEvents.Answer(List.of(), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"req_1", "task 1", "crowd_7", "4BF92F3577B34DA6A3CE929D0E0E4736"})
    void answer_whateverTheKind_readsNoTableWhole(String id) {
        database.jdbi().useTransaction(handle -> {
            new FindEvents(Jdbi.create(handle.getConnection()).installPlugin(new PostgresPlugin()))
                    .answer(new Question("default", id));

            var scans = handle.select("""
                    SELECT count(*) FILTER (WHERE seq_scan > 0) AS whole, count(*) FILTER (WHERE idx_scan > 0) AS by_index
                    FROM pg_stat_xact_user_tables WHERE relname ~ '^event_[0-9]+$'
                    """).mapToMap().one();
            assertThat(scans).isEqualTo(Map.of("whole", 0L, "by_index", (long) DAYS));
        });
    }

    private static FindEvents.Answer answer(String id) {
        return findEvents.answer(new Question("default", id));
    }

    private static ErrorEvent event() {
        return new ErrorEvent(
                FULL,
                NOON,
                new Caller("default", "app", "1.2", "prod", "eu"),
                new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions", true, "k1"),
                new Failure(429, "rate_limit_error", "rate_limit", "Slow down", "model"),
                new Ids("req_1", "prov-1/a%b'c", "task 1", "4bf92f3577b34da6a3ce929d0e0e4736", "call_1"),
                new Attempt(2, 120L, 30_000L, 1_000L, "rpm"),
                "{\"error\":{}}",
                Map.of("k", "v,w", "a", "b"),
                List.of("message", "raw_body"));
    }

    private static Map<String, Object> full() {
        var row = row(FULL, Map.of("claimed_time", at(Instant.parse("2036-01-01T00:00:00.000001Z"))));
        row.put("received_at", at(NOON.plusSeconds(2)));
        row.putAll(Map.of(
                "app",
                "app",
                "app_version",
                "1.2",
                "env",
                "prod",
                "region",
                "eu",
                "provider",
                "deepseek",
                "model",
                "deepseek-v4-flash",
                "operation",
                "POST /v1/chat/completions",
                "streaming",
                true,
                "key_id",
                "k1"));
        row.putAll(Map.of(
                "status",
                429,
                "code",
                "rate_limit_error",
                "type",
                "rate_limit",
                "message",
                "Slow down",
                "param",
                "model"));
        row.putAll(Map.of(
                "request_id",
                "req_1",
                "provider_request_id",
                "prov-1/a%b'c",
                "task_id",
                "task 1",
                "trace_id",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "call_id",
                "call_1"));
        row.putAll(Map.of(
                "attempt",
                2,
                "latency_ms",
                120L,
                "timeout_ms",
                30_000L,
                "retry_after_ms",
                1_000L,
                "limit_kind",
                "rpm",
                "raw_body",
                "{\"error\":{}}",
                "attributes",
                "{\"k\":\"v,w\",\"a\":\"b\"}",
                "altered",
                "message,raw_body"));
        return row;
    }

    private static Map<String, Object> row(UUID id, Map<String, ?> columns) {
        var row = new HashMap<String, Object>(columns);
        row.put("event_day", EventIds.day(id));
        row.put("project", "default");
        row.put("event_id", id);
        row.put("time", at(NOON));
        row.put("received_at", at(NOON));
        return row;
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
