package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Topics;
import dev.errata.http.access.Scope;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failed tasks that nobody tells of by an event: their outcome does. */
class TaskErrorsTest {
    private static final String STEP = """
            {"task_id":"task-1","call_id":"call-1","time":"2026-03-01T11:59:50.5Z","outcome":"failed","app":"studio",
             "provider":"video","model":"film-2","operation":"POST /video","latency_ms":9000,"error":%s}""";
    private static final String ERROR = """
            {"status":400,"code":"restricted_content","type":"task","message":"Bearer 4f9a8b7c6d5e4f3a is refused",
             "param":"prompt","request_id":"req-9","event_id":"x","model":"another"}""";

    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @Test
    void failedTask_withItsError_isAnEventAsWell() throws Exception {
        var answer = gateway.post("/v1/outcomes", JSON, STEP.formatted(ERROR));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        assertThat(gateway.metrics.isBalanced()).isTrue();
        assertThat(gateway.metrics.accepted()).isEqualTo(1);
        assertThat(log.records).extracting(ProducerRecord::topic).containsExactly(Topics.OUTCOMES, Topics.EVENTS);
        var outcome = new CallOutcomeCodec().decode(log.records.getFirst().value());
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.callId()).isEqualTo("call-1");
        var event = event(1);
        assertThat(event.time()).isEqualTo(outcome.time());
        assertThat(event.caller()).isEqualTo(outcome.caller());
        assertThat(event.target()).isEqualTo(outcome.target());
        assertThat(event.failure())
                .usingRecursiveComparison()
                .ignoringFields("message")
                .isEqualTo(new Failure(400, "restricted_content", "task", null, "prompt"));
        assertThat(event.failure().message()).contains("[redacted:credential]").doesNotContain("4f9a8b7c");
        assertThat(event.ids().taskId()).isEqualTo("task-1");
        assertThat(event.ids().requestId()).isEqualTo("req-9");
        assertThat(event.ids().callId()).isNull();
        assertThat(event.attempt().latencyMs()).isEqualTo(9_000);
        assertThat(EventIds.time(event.eventId())).isEqualTo(Instant.parse("2026-03-01T11:59:50.5Z"));
    }

    @Test
    void failedTask_sentAgain_isTheSameEvent() throws Exception {
        var resend = new String[] {Topics.HTTP_RESEND_HEADER, "1"};
        gateway.post("/v1/outcomes", JSON, STEP.formatted(ERROR));
        gateway.post("/v1/outcomes", JSON, "[{}," + STEP.formatted("{}") + "]", resend);
        gateway.post("/v1/outcomes", JSON, STEP.formatted(ERROR), gateway.token("bank", Scope.INGEST));
        gateway.post("/v1/outcomes", JSON, STEP.formatted(ERROR).replace("task-1", "task-2"));

        assertThat(event(3).eventId()).isEqualTo(event(1).eventId());
        assertThat(event(3).failure()).isEqualTo(new Failure(null, null, null, null, null));
        assertThat(event(5).eventId()).isNotEqualTo(event(1).eventId());
        assertThat(event(7).eventId()).isNotEqualTo(event(1).eventId());
        assertThat(log.records)
                .extracting(record -> record.headers().lastHeader(Topics.RESEND_HEADER) != null)
                .containsExactly(false, false, true, true, false, false, false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"outcome\":\"failed\"", "\"task_id\":\"task-1\"", "\"error\":{}"})
    void whatIsNoFailedTaskWithItsError_isNoEvent(String part) {
        var other =
                part.replace("failed", "succeeded").replace("task_id", "task").replace("{}", "null");
        gateway.post("/v1/outcomes", JSON, STEP.formatted("{}").replace(part, other));

        assertThat(log.records).extracting(ProducerRecord::topic).containsExactly(Topics.OUTCOMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"quota\"", "[]", "{\"status\":20}", "{\"code\":7}"})
    void errorThatIsNone_isRefused_withItsOutcome(String error) {
        var answer = gateway.post("/v1/outcomes", JSON, STEP.formatted(error));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("rejected").path(0).path("reason").asString())
                .isEqualTo("invalid_field");
        assertThat(log.records).isEmpty();
    }

    @Test
    void taskBefore1970_withItsError_isRefused() {
        var answer = gateway.post("/v1/outcomes", JSON, STEP.formatted("{}").replace("2026", "1926"));

        assertThat(json(answer).path("rejected").path(0).path("field").asString())
                .isEqualTo("time");
    }

    private ErrorEvent event(int index) throws InvalidRecordException {
        return new ErrorEventCodec().decode(log.records.get(index).value());
    }
}
