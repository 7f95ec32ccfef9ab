package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.EVENT_ID;
import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.NDJSON;
import static dev.errata.gateway.GatewayFixture.code;
import static dev.errata.gateway.GatewayFixture.event;
import static dev.errata.gateway.GatewayFixture.gzip;
import static dev.errata.gateway.GatewayFixture.json;
import static dev.errata.gateway.GatewayFixture.traffic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.http.access.Scope;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    @Test
    void events_ofOneObject_areAccepted() {
        var answer = gateway.post("/v1/events", JSON, event());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        assertThat(log.records)
                .singleElement()
                .extracting(ProducerRecord::topic)
                .isEqualTo(Topics.EVENTS);
        assertThat(gateway.metrics.accepted()).isEqualTo(1);
    }

    @Test
    void events_claimingAProject_areOfTheDefaultOne() throws Exception {
        gateway.post("/v1/events", JSON, event());

        var published = new ErrorEventCodec().decode(log.records.getFirst().value());
        assertThat(published.caller().project()).isEqualTo("default");
        assertThat(key(log.records.getFirst())).isEqualTo("default/" + EVENT_ID);
    }

    @Test
    void records_withSecrets_arePublishedWithoutThem() {
        var secret = "Bearer 4f9a8b7c6d5e4f3a";
        var event = event().replace("}", ",\"message\":\"x\",\"model\":\"x\",\"attributes\":{\"x\":\"x\"}}");
        gateway.post("/v1/events", JSON, event.replace("\"x\"", "\"" + secret + "\""));
        gateway.post("/v1/traffic", JSON, traffic("2026-03-01T11:59:50Z").replace("\"m\"", "\"" + secret + "\""));
        gateway.post("/v1/outcomes", JSON, """
                {"call_id":"%s","time":"2026-03-01T12:00:00Z","outcome":"failed","app":"%s"}""".formatted(secret, secret));

        assertThat(log.records)
                .as("B43")
                .hasSize(3)
                .allSatisfy(record -> assertThat(key(record) + new String(record.value(), UTF_8))
                        .contains("[redacted:credential]")
                        .doesNotContain("4f9a8b7c"));
    }

    @Test
    void events_inABatch_areRejectedOneByOne() {
        var noTime = "{\"event_id\":\"" + EVENT_ID + "\"}";
        var noId = "{\"time\":\"2026-03-01T12:00:00Z\"}";
        var answer = gateway.post("/v1/events", JSON, "[" + noTime + "," + event() + "," + noId + "]");

        assertThat(answer.statusCode()).as("B61").isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(1);
        assertThat(json(answer).path("rejected").path(0).toString())
                .isEqualTo(
                        "{\"index\":0,\"field\":\"time\",\"reason\":\"missing_field\",\"message\":\"time is missing\"}");
        assertThat(json(answer).path("rejected").path(1).path("index").asInt()).isEqualTo(2);
        assertThat(json(answer).path("rejected").path(1).path("field").asString())
                .isEqualTo("event_id");
        assertThat(gateway.metrics.rejected()).isEqualTo(2);
    }

    @Test
    void events_withoutAGoodOne_are400WithTheReasons() {
        var answer = gateway.post("/v1/events", JSON, "[{},5]");

        assertThat(answer.statusCode()).as("B61").isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_request");
        assertThat(json(answer).path("error").path("request_id").asString())
                .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
        assertThat(json(answer).path("accepted").asInt(-1)).isZero();
        assertThat(json(answer).path("rejected").path(1).path("reason").asString())
                .isEqualTo("malformed");
        assertThat(log.records).isEmpty();
    }

    @Test
    void events_twiceInOneBatch_areBothPublished() {
        gateway.post("/v1/events", JSON, "[" + event() + "," + event() + "]");

        assertThat(log.records).as("B36").hasSize(2);
    }

    @Test
    void ndjson_withABadLine_losesOnlyThatLine() {
        var answer = gateway.post("/v1/events", NDJSON, event() + "\n\n{\"event_id\":\r\n" + event() + "\r\n");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(2);
        assertThat(json(answer).path("rejected").path(0).path("index").asInt()).isEqualTo(1);
        assertThat(json(answer).path("rejected").path(0).path("message").asString())
                .contains("not valid JSON");
    }

    @Test
    void body_compressed_isRead() {
        var plain = event().getBytes(UTF_8);

        assertThat(gateway.post("/v1/events", JSON, gzip(plain), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(202);
        assertThat(gateway.post("/v1/events", JSON, Zstd.compress(plain), "Content-Encoding", "zstd")
                        .statusCode())
                .isEqualTo(202);
        assertThat(gateway.post("/v1/events", JSON, plain, "Content-Encoding", "identity")
                        .statusCode())
                .isEqualTo(202);
        assertThat(log.records).hasSize(3);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"1,true", "true,true", "TRUE,true", "0,false", "false,false", "yes,false"})
    void resend_header_marksEveryRecord(String header, boolean marked) {
        gateway.post("/v1/events", JSON, "[" + event() + "," + event() + "]", "Errata-Resend", header);

        assertThat(log.records)
                .hasSize(2)
                .allMatch(record -> marked == (record.headers().lastHeader(Topics.RESEND_HEADER) != null));
    }

    @Test
    void resend_absent_leavesNoHeader() {
        gateway.post("/v1/events", JSON, event());

        assertThat(log.records.getFirst().headers()).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-01T11:49:40Z,too_old",
        "2026-03-01T11:49:50Z,",
        "2026-03-01T12:05:00Z,",
        "2026-03-01T12:05:10Z,too_new"
    })
    void traffic_ofAWindow_isTakenWhileItIsOpen(String window, @Nullable String reason) {
        var answer = gateway.post("/v1/traffic", JSON, traffic(window));

        assertThat(answer.statusCode()).isEqualTo(reason == null ? 202 : 400);
        if (reason != null) {
            var rejected = json(answer).path("rejected").path(0);
            assertThat(rejected.path("reason").asString()).isEqualTo(reason);
            assertThat(rejected.path("field").asString()).isEqualTo("window");
        }
    }

    @Test
    void traffic_goesToItsTopic_bySourceAndWindow() {
        gateway.post("/v1/traffic", JSON, traffic("2026-03-01T11:59:50Z"));

        assertThat(log.records).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(Topics.TRAFFIC);
            assertThat(key(record)).isEqualTo("emitter-1/2026-03-01T11:59:50Z");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"call_id", "task_id"})
    void outcomes_goToTheirTopic_bySubject(String subject) {
        var outcome = "{\"%s\":\"s-1\",\"time\":\"2026-03-01T11:59:50Z\",\"outcome\":\"succeeded\"}".formatted(subject);
        gateway.post("/v1/outcomes", JSON, outcome);

        assertThat(log.records).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo(Topics.OUTCOMES);
            assertThat(key(record)).isEqualTo("s-1");
        });
    }

    @Test
    void log_withUnknownOutcome_is503AndAsksForTheFlag() {
        log.failure = new NotAcknowledgedException(true, null);
        var answer = gateway.post("/v1/events", JSON, event());

        assertThatIsAskedToComeBack(answer);
        assertThat(json(answer).path("outcome").asString()).isEqualTo("unknown");
        assertThat(json(answer).path("error").path("message").asString()).contains("Errata-Resend: 1");
        assertThat(gateway.metrics.failed()).isEqualTo(1);
    }

    @Test
    void log_awayFromTheStart_is503WithoutTheFlag() {
        log.failure = new NotAcknowledgedException(false, null);
        var answer = gateway.post("/v1/events", JSON, event());

        assertThatIsAskedToComeBack(answer);
        assertThat(json(answer).path("outcome").asString()).isEqualTo("not_stored");
        assertThat(answer.body()).doesNotContain("Errata-Resend");
    }

    @Test
    void project_beyondItsShareOfTheMemory_is429_andOthersAreNot() throws Exception {
        var slowness = new CountDownLatch(1);
        log.slowness = slowness;
        var large = "[" + event() + "," + " ".repeat(4_000_000) + event() + "]";
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = Stream.generate(() -> senders.submit(() -> gateway.post("/v1/events", JSON, large)))
                    .limit(4)
                    .toList();
            log.appending.acquire(4);
            assertThat(gateway.raw(
                            "POST /v1/events HTTP/1.1\nHost: localhost\nContent-Length: 4000000\n\n", new byte[0]))
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("retry-after: ")
                    .contains("\"code\":\"rate_limit_error\"");

            var token = gateway.token("other", Scope.INGEST);
            var other = senders.submit(() -> gateway.post("/v1/events", JSON, large, token));
            log.appending.acquire();

            slowness.countDown();
            assertThat(other.get().statusCode()).isEqualTo(202);
            for (var answer : waiting) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
            }
        }
        assertThat(gateway.post("/v1/events", JSON, large).statusCode()).isEqualTo(202);
        assertThat(gateway.metrics.refused()).isEqualTo(1);
    }

    private static void assertThatIsAskedToComeBack(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("service_unavailable");
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(1L, 5L);
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }
}
