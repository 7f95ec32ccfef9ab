package dev.errata.store.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.EventIds;
import dev.errata.contract.RawTopics;
import dev.errata.contract.fingerprint.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a row. */
class EventRowsIT extends EventSinkFixture {

    @Test
    void write_ofOddValues_keepsThemInTheSeries() throws SQLException {
        var code = "a,b \"c\" {d} \\e NULL ' 你好";

        sink.write(log.resend(Events.withCode(Events.at(NOW), code), NOW));
        sink.write(log.resend(Events.withCode(Events.at(NOW), "NULL"), NOW));

        assertThat(database.rows("SELECT code FROM series ORDER BY code COLLATE \"C\""))
                .containsExactly(List.of("NULL"), List.of(code));
    }

    @Test
    void write_ofAFullEvent_fillsEveryColumn() throws SQLException {
        var event = Events.full(EventIds.random(NOW, new Random(5)), NOW.plusNanos(123_456_000));

        sink.write(log.append(event, NOW));

        var row = database.rows(
                        "SELECT event_day::text, project, event_id, time = '" + event.time()
                                + "', claimed_time, received_at = '" + NOW
                                + "', app, app_version, env, region, provider, model,"
                                + " operation, streaming, key_id, status, code, type, message, param, request_id,"
                                + " provider_request_id, task_id, trace_id, call_id, attempt, latency_ms, timeout_ms,"
                                + " retry_after_ms, limit_kind, raw_body, attributes, altered, fingerprint, body_left_out FROM event")
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
                        Fingerprint.bits(Fingerprint.of(event.failure())),
                        null));
        assertThat(database.value("SELECT count(*) FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND table_name = 'event'"))
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

    @Test
    void write_fromAProjectsOwnTopic_isThatProjectsWhateverItClaims() throws SQLException {
        var topics = new RawTopics(Map.of("acme.errata", "acme"));
        var own = sink(topics, Events.allBodies());

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
}
