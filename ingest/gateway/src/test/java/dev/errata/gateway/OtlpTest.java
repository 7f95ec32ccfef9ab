package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.gzip;
import static dev.errata.gateway.GatewayFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.gateway.otlp.Otlp;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/logs} and {@code /v1/traces}, as OTLP says. */
class OtlpTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String FAILED = "http.request.method=POST; http.response.status_code=503";

    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    @Test
    void logs_ofFailedCalls_becomeEvents() throws Exception {
        var request = Otlp.logs(
                "service.name=shop",
                Otlp.log("error.type=x; exception.message=Bearer sk-proj-abcdefabcdefabcdef123456"),
                Otlp.log(""));
        var answer = gateway.post("/v1/logs", PROTOBUF, request.toByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF);
        assertThat(answer.body())
                .as("an ExportLogsServiceResponse that says nothing")
                .isEmpty();
        assertThat(log.records).hasSize(1);
        var event = new ErrorEventCodec().decode(log.records.getFirst().value());
        assertThat(log.records.getFirst().topic()).isEqualTo(Topics.EVENTS);
        assertThat(new String(log.records.getFirst().key(), UTF_8)).isEqualTo("default/" + event.eventId());
        assertThat(event.caller().project()).isEqualTo("default");
        assertThat(event.failure().message()).doesNotContain("sk-proj");
        assertThat(gateway.metrics.accepted()).isEqualTo(1);
        assertThat(gateway.metrics.ignored()).isEqualTo(1);
    }

    @Test
    void spans_becomeTotalsAndEvents() throws Exception {
        var request = Otlp.traces("", Otlp.span(1, 0, FAILED), Otlp.span(2, 0, FAILED.replace("503", "200")));
        var answer = gateway.post("/v1/traces", JSON, OtlpJson.of(request));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(JSON);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(log.records).extracting(record -> record.topic()).containsExactly(Topics.EVENTS, Topics.TRAFFIC);
        var totals = new TrafficRecordCodec().decode(log.records.getLast().value());
        assertThat(totals.requests()).isEqualTo(2);
        assertThat(gateway.metrics.accepted()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logs", "/v1/traces"})
    void request_empty_is200(String path) {
        assertThat(gateway.post(path, PROTOBUF, new byte[0]).statusCode())
                .as("B1")
                .isEqualTo(200);
        assertThat(gateway.post(path, PROTOBUF, gzip(new byte[0]), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(path, JSON, "{}").body()).isEqualTo("{}");
        assertThat(log.records).isEmpty();
    }

    @Test
    void body_compressed_isTheSame() {
        var request = Otlp.logs("", Otlp.log("error.type=x")).toByteArray();
        gateway.post("/v1/logs", PROTOBUF, request);
        gateway.post("/v1/logs", PROTOBUF, gzip(request), "Content-Encoding", "gzip");
        gateway.post("/v1/logs", PROTOBUF, Zstd.compress(request), "Content-Encoding", "zstd");

        assertThat(log.records).hasSize(3);
        assertThat(log.records)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsOnly(new String(log.records.getFirst().value(), UTF_8));
    }

    @Test
    void request_sentBothWays_givesTheSameRecords() {
        var logs = Otlp.logs("service.name=shop", Otlp.log("error.type=x; http.status_code=500; n=5; b=true"));
        var traces = Otlp.traces("service.name=shop", Otlp.span(1, 0, FAILED), Otlp.span(2, 1, FAILED));
        gateway.post("/v1/logs", PROTOBUF, logs.toByteArray());
        gateway.post("/v1/traces", PROTOBUF, traces.toByteArray());
        gateway.post("/v1/logs", JSON, OtlpJson.of(logs));
        gateway.post("/v1/traces", JSON, OtlpJson.of(traces));

        var sent = log.records.stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
        assertThat(sent).hasSize(6);
        assertThat(sent.subList(3, 6)).isEqualTo(sent.subList(0, 3));
    }

    @Test
    void record_bad_isRejectedAlone() throws Exception {
        var request =
                Otlp.logs("", Otlp.log("error.type=x"), Otlp.log("error.type=x").clearTimeUnixNano());
        var binary = gateway.bytes("/v1/logs", PROTOBUF, request.toByteArray());
        var text = gateway.post("/v1/logs", JSON, OtlpJson.of(request));

        var said = ExportLogsServiceResponse.parseFrom(binary.body()).getPartialSuccess();
        assertThat(binary.statusCode()).as("B60").isEqualTo(200);
        assertThat(said.getRejectedLogRecords()).isEqualTo(1);
        assertThat(said.getErrorMessage()).isEqualTo("1 log records: time_unix_nano is missing");
        assertThat(json(text).path("partialSuccess").path("rejectedLogRecords").asString())
                .isEqualTo("1");
        assertThat(log.records).hasSize(2);
    }

    @Test
    void spans_ofAWindowThatIsOver_areRejected_butTheirFailuresAreEvents() throws Exception {
        var old = Otlp.nanos(GatewayFixture.NOW.minus(Duration.ofMinutes(11)));
        var request = Otlp.traces("", Otlp.span(1, 0, FAILED).setEndTimeUnixNano(old), Otlp.span(2, 0, FAILED));
        var answer = gateway.bytes("/v1/traces", PROTOBUF, request.toByteArray());

        var said = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
        assertThat(said.getRejectedSpans()).isEqualTo(1);
        assertThat(said.getErrorMessage()).contains("window ended more than 600 s ago");
        assertThat(log.records)
                .extracting(record -> record.topic())
                .containsExactly(Topics.EVENTS, Topics.EVENTS, Topics.TRAFFIC);
    }

    @ParameterizedTest(name = "maybe appended: {0}")
    @ValueSource(booleans = {true, false})
    void kafkaAway_is503_forTheWholeRequest(boolean maybeAppended) {
        log.failure = new NotAcknowledgedException(maybeAppended, null);
        var request =
                Otlp.logs("", Otlp.log("error.type=x"), Otlp.log("error.type=x").clearTimeUnixNano());
        var answer = gateway.post("/v1/logs", JSON, OtlpJson.of(request));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 5L);
        assertThat(json(answer).path("code").asInt()).as("UNAVAILABLE").isEqualTo(14);
        assertThat(json(answer).has("partialSuccess")).isFalse();
    }

    @Test
    void body_trickling_is503_since408WouldBeItsLast() {
        var time = new AtomicReference<>(GatewayFixture.NOW);
        InstantSource hurrying = () -> time.getAndUpdate(now -> now.plusSeconds(6));
        try (var impatient = new GatewayFixture(log, hurrying)) {
            var head =
                    "POST /v1/logs HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 1000\n\n";

            assertThat(impatient.raw(head, "{".getBytes(UTF_8)))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: ")
                    .containsIgnoringCase("connection: close");
        }
    }

    @Test
    void resendHeader_marksTheRecords_andNothingElseDoes() {
        var request = Otlp.logs("", Otlp.log("error.type=x")).toByteArray();
        gateway.post("/v1/logs", PROTOBUF, request);
        gateway.post("/v1/logs", PROTOBUF, request, "Errata-Resend", "1");

        assertThat(log.records)
                .extracting(record -> record.headers().lastHeader(Topics.RESEND_HEADER) != null)
                .containsExactly(false, true);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"text/plain", "application/x-ndjson", "application/json; charset=utf-16"})
    void contentType_other_is415AsAStatus(String contentType) {
        var answer = gateway.post("/v1/logs", contentType, "{}");

        assertThat(answer.statusCode()).as("B23").isEqualTo(415);
        assertThat(json(answer).path("code").asInt()).as("INVALID_ARGUMENT").isEqualTo(3);
        assertThat(json(answer).path("message").asString()).contains("application/x-protobuf");
    }
}
