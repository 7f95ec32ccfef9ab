package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.EVENT_ID;
import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.NDJSON;
import static dev.errata.gateway.GatewayFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Limits;
import dev.errata.contract.Topics;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/errors}: what a provider answered becomes an event. */
class ErrorsTest {
    private static final String ANSWER = """
            {"time":"2026-03-01T11:59:58Z","app":"checkout","model":"claude","operation":"POST /v1/messages",\
            "attempt":2,"call_id":"call_7","project":"stolen","status":429,\
            "headers":{"Request-Id":"req_01","Retry-After":"Sun, 01 Mar 2026 12:00:30 GMT","x-api-key":"canary"},\
            "body":{"type":"error","error":{"type":"rate_limit_error","message":"40 input tokens per minute"}}}""";

    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    @Test
    void answer_ofAProvider_becomesAnEvent() throws Exception {
        var answer = gateway.post("/v1/errors", JSON, ANSWER);

        assertThat(answer.statusCode()).isEqualTo(202);
        var event = event(0);
        assertThat(log.records.getFirst().topic()).isEqualTo(Topics.EVENTS);
        assertThat(new String(log.records.getFirst().key(), UTF_8)).isEqualTo("default/" + event.eventId());
        assertThat(event.caller().project()).isEqualTo("default");
        assertThat(event.caller().app()).isEqualTo("checkout");
        assertThat(event.target().model()).isEqualTo("claude");
        assertThat(event.failure().status()).isEqualTo(429);
        assertThat(event.failure().type()).isEqualTo("rate_limit_error");
        assertThat(event.failure().message()).isEqualTo("40 input tokens per minute");
        assertThat(event.ids().requestId()).isEqualTo("req_01");
        assertThat(event.ids().callId()).isEqualTo("call_7");
        assertThat(event.attempt().number()).isEqualTo(2);
        assertThat(event.attempt().retryAfterMs()).isEqualTo(30_000);
        assertThat(event.attempt().limitKind()).isEqualTo("tokens");
        assertThat(event.attributes()).containsEntry("errata.limit_reset_ms", "30000");
        assertThat(event.rawBody()).startsWith("{\"type\":\"error\"");
    }

    @Test
    void headers_ofAnAnswer_areNotKept() {
        gateway.post("/v1/errors", JSON, ANSWER);

        assertThat(new String(log.records.getFirst().value(), UTF_8)).doesNotContain("canary");
    }

    @Test
    void id_ofAnAnswerWithoutOne_followsFromTimeAndPlace() throws Exception {
        var batch = "[" + ANSWER + "," + ANSWER + "]";
        gateway.post("/v1/errors", JSON, batch);
        gateway.post("/v1/errors", JSON, batch);

        assertThat(EventIds.time(event(0).eventId())).as("B36").isEqualTo(Instant.parse("2026-03-01T11:59:58Z"));
        assertThat(event(0).eventId()).isNotEqualTo(event(1).eventId());
        assertThat(event(2).eventId()).isEqualTo(event(0).eventId());
        assertThat(event(3).eventId()).isEqualTo(event(1).eventId());
    }

    @Test
    void id_ofVersion7_stays() throws Exception {
        gateway.post("/v1/errors", NDJSON, ANSWER.replace("{\"time\"", "{\"event_id\":\"" + EVENT_ID + "\",\"time\""));

        assertThat(event(0).eventId()).as("B36").hasToString(EVENT_ID);
    }

    @Test
    void id_ofAnotherVersion_isReplaced() throws Exception {
        var other = "{\"event_id\":\"d9428888-122b-41e1-b85c-61f0a5a5a5a5\",\"time\":\"2026-03-01T11:00:00Z\"}";
        gateway.post("/v1/errors", JSON, other);

        assertThat(event(0).eventId().version()).as("B36").isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":500}",
                "{\"time\":\"1969-12-31T23:59:59Z\",\"status\":500}",
                "{\"time\":\"2026-03-01T11:00:00Z\",\"status\":\"500\"}",
                "{\"time\":\"2026-03-01T11:00:00Z\",\"status\":50}",
                "{\"time\":\"2026-03-01T11:00:00Z\",\"headers\":[]}",
                "7"
            })
    void answer_thatIsNone_isRefused(String body) {
        var answer = gateway.post("/v1/errors", JSON, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("rejected").path(0).path("index").asInt(-1))
                .isZero();
        assertThat(log.records).isEmpty();
    }

    @Test
    void body_thatIsNoJson_isKeptAndCut() throws Exception {
        var page = "<html><title>502 Bad Gateway</title>" + "x".repeat(Limits.RAW_BODY_BYTES);
        gateway.post(
                "/v1/errors", JSON, "{\"time\":\"2026-03-01T11:00:00Z\",\"status\":502,\"body\":\"" + page + "\"}");

        assertThat(event(0).failure().message()).isEqualTo("502 Bad Gateway");
        assertThat(event(0).rawBody()).hasSize(Limits.RAW_BODY_BYTES);
        assertThat(event(0).altered()).containsExactly("raw_body");
    }

    @Test
    void fields_thatTheAnswerDoesNotTell_areTheRecords() throws Exception {
        gateway.post(
                "/v1/errors",
                JSON,
                "{\"time\":\"2026-03-01T11:00:00Z\",\"code\":\"read_timeout\",\"request_id\":\"req_own\"}");

        assertThat(event(0).failure().code()).isEqualTo("read_timeout");
        assertThat(event(0).ids().requestId()).isEqualTo("req_own");
    }

    private ErrorEvent event(int index) throws InvalidRecordException {
        return new ErrorEventCodec().decode(log.records.get(index).value());
    }
}
