package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.EVENT_ID;
import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.NDJSON;
import static dev.errata.gateway.GatewayFixture.code;
import static dev.errata.gateway.GatewayFixture.event;
import static dev.errata.gateway.GatewayFixture.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEventCodec;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the bad-input catalogue that concern the gateway. */
class BadInputTest {
    private static final int MIB = 1024 * 1024;

    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                bad("B3 malformed", "{\"event_id\": oops}"),
                bad("B3 truncated", event().substring(0, 40)),
                bad("B4 two documents", event() + event()),
                bad("B4 trailing garbage", event() + "]"),
                bad("B5 duplicate keys", "{\"time\":\"2026-03-01T12:00:00Z\"," + event().substring(1)),
                bad("B6 BOM", "\uFEFF" + event()),
                bad("B6 UTF-16", event().getBytes(UTF_16)),
                bad("B6 Latin-1", with("\"message\":\"é\"").getBytes(ISO_8859_1)),
                bad("B7 overlong UTF-8", with("\"message\":\"\u00C0\u0080\"").getBytes(ISO_8859_1)),
                bad("B7 truncated UTF-8", with("\"message\":\"\u00E2\u0082\"").getBytes(ISO_8859_1)),
                bad("B10 nesting 1,000", with("\"x\":" + "[".repeat(1_000) + "]".repeat(1_000))),
                bad("B10 nesting 100,000", "[".repeat(100_000)),
                bad("B12 long number", with("\"latency_ms\":" + "1".repeat(1_000))),
                bad("B12 NaN", with("\"latency_ms\":NaN")),
                bad("B12 Infinity", with("\"latency_ms\":-Infinity")),
                bad("B14 many keys", with(numbered("\"k%d\":1", 120_000))),
                bad("B14 many attributes", with("\"attributes\":{" + numbered("\"k%d\":\"\"", 33) + "}")),
                bad("B16 long name", with("\"" + "n".repeat(50_000) + "\":1")),
                bad("B25 serialised Java", new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5}),
                bad("B36 event_id missing", "{\"time\":\"2026-03-01T12:00:00Z\"}"),
                bad("B36 event_id of version 4", event("d9428888-122b-41e1-b85c-61f0a5a5a5a5")),
                bad("B36 event_id of 10 KB", event("0".repeat(10_000))),
                bad("B1 blank", "  "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void body_bad_is400AndNothingStored(String row, byte[] body) {
        var answer = gateway.post("/v1/events", JSON, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContain("Exception", "oops");
        assertThat(log.records).isEmpty();
    }

    @Test
    void json_malformed_namesTheOffset() {
        assertThat(gateway.post("/v1/events", JSON, "{\"a\": oops}").body())
                .as("B3")
                .contains("not valid JSON at character");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            B12 -0                  | "latency_ms":-0.0       | latency_ms
            B12 1e400000            | "latency_ms":1e400000   | latency_ms
            B13 beyond 64 bits      | "latency_ms":9223372036854775808 | latency_ms
            B13 negative            | "latency_ms":-1         | latency_ms
            B13 string              | "latency_ms":"5"        | latency_ms
            """)
    void field_bad_isNamed(String row, String field, String name) {
        var answer = gateway.post("/v1/events", JSON, with(field));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("rejected").path(0).path("field").asString())
                .isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"B8 NUL,'\"message\":\"a\\u0000b\"'", "B9 lone surrogate,'\"message\":\"a\\ud800b\"'"})
    void text_notStorable_isCleanedAndNamed(String row, String field) throws Exception {
        assertThat(gateway.post("/v1/events", JSON, with(field)).statusCode()).isEqualTo(202);

        var published = new ErrorEventCodec().decode(log.records.getFirst().value());
        assertThat(published.failure().message()).isEqualTo("a\uFFFDb");
        assertThat(published.altered()).containsExactly("message");
    }

    @Test
    void body_absent_isEmptyBody() {
        var answer = gateway.post("/v1/events", JSON, "");

        assertThat(answer.statusCode()).as("B1").isEqualTo(400);
        assertThat(code(answer)).isEqualTo("empty_body");
    }

    @Test
    void batch_empty_is200() {
        var answer = gateway.post("/v1/events", JSON, "[]");

        assertThat(answer.statusCode()).as("B2").isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"accepted\":0,\"rejected\":[]}");
    }

    @Test
    void batch_of1001_is413() {
        var lines = (event() + "\n").repeat(1_001);

        assertThat(gateway.post("/v1/events", NDJSON, lines).statusCode()).isEqualTo(413);
        assertThat(gateway.post("/v1/events", NDJSON, lines.substring(event().length() + 1))
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JSON, NDJSON})
    void record_over512KiB_isRejectedAlone(String contentType) {
        var large = with("\"unknown\":\"" + "x".repeat(600_000) + "\"");
        var both = contentType.equals(JSON) ? "[" + large + "," + event() + "]" : large + "\n" + event();
        var answer = gateway.post("/v1/events", contentType, both);

        assertThat(answer.statusCode()).as("B11").isEqualTo(202);
        assertThat(json(answer).path("rejected").path(0).path("reason").asString())
                .isEqualTo("too_large");
        assertThat(gateway.post("/v1/events", contentType, large).statusCode()).isEqualTo(413);
    }

    @Test
    void body_over4MiB_is413BeforeItIsRead() {
        var answer = gateway.raw(head("Content-Length: 5000000\nExpect: 100-continue\n"), new byte[0]);

        assertThat(answer).as("B17, B62").startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
    }

    @Test
    void body_chunkedOver4MiB_is413() {
        var chunk = ("100000\r\n" + "x".repeat(MIB) + "\r\n").repeat(4) + "1\r\nx\r\n0\r\n\r\n";
        var answer = gateway.raw(head("Transfer-Encoding: chunked\n"), chunk.getBytes(UTF_8));

        assertThat(answer).as("B18").startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
    }

    @Test
    void body_abortedHalfWay_storesNothing() {
        gateway.raw(head("Content-Length: 1000\n"), event().getBytes(UTF_8));

        assertThat(gateway.metrics.received()).as("B63").isZero();
        assertThat(log.records).isEmpty();
    }

    @Test
    void body_trickling_is408() {
        var time = new AtomicReference<>(GatewayFixture.NOW);
        InstantSource hurrying = () -> time.getAndUpdate(now -> now.plusSeconds(6));
        try (var impatient = new GatewayFixture(log, hurrying)) {
            var answer = impatient.raw(head("Content-Length: 1000\n"), event().getBytes(UTF_8));

            assertThat(answer).as("B29").startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
        }
    }

    @ParameterizedTest(name = "B23, B24 {0}")
    @ValueSource(
            strings = {
                "text/xml",
                "application/xml",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/jsonx"
            })
    void contentType_other_is415(String contentType) {
        assertThat(gateway.post("/v1/events", contentType, event()).statusCode())
                .isEqualTo(415);
    }

    @Test
    void contentType_missing_is415() {
        assertThat(gateway.raw(
                        "POST /v1/events HTTP/1.1\nHost: localhost\nContent-Length: 2\n\n", "{}".getBytes(UTF_8)))
                .as("B23")
                .startsWith("HTTP/1.1 415");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=UTF-8", "Application/JSON;charset=\"utf-8\""})
    void contentType_namingUtf8_isTaken(String contentType) {
        assertThat(gateway.post("/v1/events", contentType, event()).statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest(name = "B26 {0}")
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS", "TRACE"})
    void method_other_is405(String method) {
        var answer = gateway.raw(method + " /v1/events HTTP/1.1\nHost: localhost\nConnection: close\n\n", new byte[0]);

        assertThat(answer)
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("allow: ")
                .contains("POST");
    }

    @Test
    void request_replayedAsAWhole_isTakenAgain() {
        gateway.post("/v1/events", JSON, event());

        assertThat(gateway.post("/v1/events", JSON, event()).statusCode())
                .as("B64")
                .isEqualTo(202);
        assertThat(log.records).hasSize(2);
    }

    private static Arguments bad(String row, String body) {
        return bad(row, body.getBytes(UTF_8));
    }

    private static Arguments bad(String row, byte[] body) {
        return Arguments.of(row, body);
    }

    private static String with(String field) {
        return "{\"event_id\":\"" + EVENT_ID + "\",\"time\":\"2026-03-01T11:59:59Z\"," + field + "}";
    }

    private static String numbered(String format, int count) {
        return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(","));
    }

    private static String head(String headers) {
        return "POST /v1/events HTTP/1.1\nHost: localhost\nContent-Type: application/json\n" + headers + "\n";
    }
}
