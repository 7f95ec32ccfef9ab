package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.EVENT_ID;
import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.event;
import static dev.errata.gateway.GatewayFixture.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The rows of the bad-input catalogue that are about what stands in a single field, or in the address. */
class BadFieldsTest {
    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    @ParameterizedTest(name = "B37 {0}")
    @CsvSource(delimiter = '|', textBlock = """
            blank around     | ' req_1='           | req_1=
            all of ASCII     | 'req!~-=_:/+'       | req!~-=_:/+
            200 characters   | 'x*200'             | x*200
            """)
    void requestId_printable_isKeptTrimmed(String row, String sent, String kept) throws Exception {
        post("request_id", repeated(sent));

        assertThat(published().ids().requestId()).isEqualTo(repeated(kept));
        assertThat(published().altered()).isEmpty();
    }

    @ParameterizedTest(name = "B37 {0}")
    @ValueSource(strings = {"x*3000", "req\u0007_1", "réq_1", "req\n_1", "😀", "x*201"})
    void requestId_other_isHashedAndNamed(String sent) throws Exception {
        post("request_id", repeated(sent));

        assertThat(published().ids().requestId()).matches("[ -~]{1,200}").isNotEqualTo(repeated(sent));
        assertThat(published().altered()).containsExactly("request_id");
    }

    @ParameterizedTest(name = "B38 {0}")
    @ValueSource(
            strings = {
                "0",
                "-1",
                "\"yesterday\"",
                "\"\"",
                "\"2026-03-01T12:00:00\"",
                "\"2026-13-01T12:00:00Z\"",
                "\"+300000-01-01T00:00:00Z\"",
                "\"2026-03-01 12:00\"",
                "1772366400000000000000",
                "null"
            })
    void time_thatIsNone_isRefusedAndNamed(String time) {
        var answer = gateway.post("/v1/events", JSON, "{\"event_id\":\"%s\",\"time\":%s}".formatted(EVENT_ID, time));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("rejected").path(0).path("field").asString())
                .isEqualTo("time");
        assertThat(log.records).isEmpty();
    }

    /** Whether it can be true is decided behind the log, against the time at which Kafka appended it. */
    @ParameterizedTest(name = "B38 {0}")
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2038-01-19T03:14:08Z",
                "2026-03-01T11:59:59.123456789Z",
                "2026-03-01T13:00:00+01:00"
            })
    void time_thatIsOne_isTaken(String time) {
        var answer =
                gateway.post("/v1/events", JSON, "{\"event_id\":\"%s\",\"time\":\"%s\"}".formatted(EVENT_ID, time));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest(name = "B40-B42 {0}")
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script><img src=x onerror=alert(1)>",
                "javascript:alert(1)",
                "${jndi:ldap://x/a} ${env:HOME}",
                "%n%s%x #{7*7} {{7*7}}",
                "\u001B[31mred\u001B[0m",
                "line\r\n2026-03-01 ERROR forged",
                "\u202Edesrever\u200B",
                "'); DROP TABLE event; --"
            })
    void text_ofAnAttacker_isKeptAsItIs(String text) throws Exception {
        post("message", text);

        assertThat(published().failure().message()).isEqualTo(text);
    }

    @Test
    void text_longerThanItsField_isCutAndNamed() throws Exception {
        post("message", "😀".repeat(40_000));

        assertThat(published().altered()).as("B11, B73").containsExactly("message");
        assertThat(published().failure().message()).matches("(😀)+");
    }

    @Test
    void names_thatCollide_costNoMoreThanOthers() {
        var names = IntStream.range(0, 4_096).mapToObj(BadFieldsTest::colliding).collect(Collectors.toSet());
        assertThat(names).hasSize(4_096);
        assertThat(names.stream().mapToInt(String::hashCode).distinct()).hasSize(1);
        var fields = names.stream().map("\"%s\":1"::formatted).collect(Collectors.joining(","));

        assertThat(gateway.post("/v1/events", JSON, event().replace("}", "," + fields + "}"))
                        .statusCode())
                .as("B15")
                .isEqualTo(202);
    }

    @ParameterizedTest(name = "B31 {0}")
    @ValueSource(
            strings = {
                "//v1/events",
                "/v1//events",
                "/%2e%2e/v1/events",
                "/v1/%2e/events",
                "/v1/events;x=1",
                "/v1/%65vents%2f",
                "/v1/..%2fv1/events",
                "/%2576%31/events",
                "/v1/events%00",
                "/V1/EVENTS"
            })
    void path_thatOnlyLooksLikeOne_isNotServed(String path) {
        var head = """
                POST %s HTTP/1.1
                Host: localhost
                Connection: close
                Content-Type: application/json
                Content-Length: %d

                """.formatted(path, event().length());

        assertThat(gateway.raw(head, event().getBytes(UTF_8))).containsPattern("^HTTP/1.1 40[04]");
        assertThat(log.records).isEmpty();
    }

    @ParameterizedTest(name = "B28 {0}")
    @ValueSource(strings = {"zz\r\na\r\n0\r\n\r\n", "-1\r\na\r\n", "FFFFFFFFFFFFFFFFF\r\na", "1\r\nab\r\n0\r\n\r\n"})
    void body_inBadChunks_is400(String chunks) {
        var head = """
                POST /v1/events HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Transfer-Encoding: chunked

                """;

        assertThat(gateway.raw(head, chunks.getBytes(UTF_8))).startsWith("HTTP/1.1 400");
        assertThat(log.records).isEmpty();
    }

    @Test
    void expectation_ofAGoodRequest_isMet() {
        var head = """
                POST /v1/events HTTP/1.1
                Host: localhost
                Connection: close
                Content-Type: application/json
                Expect: 100-continue
                Content-Length: %d

                """.formatted(event().length());

        assertThat(gateway.raw(head, event().getBytes(UTF_8)))
                .as("B62")
                .startsWith("HTTP/1.1 100")
                .contains("HTTP/1.1 202");
    }

    @Test
    void operations_areNotOnTheGateway() {
        for (var path : new String[] {"/metrics", "/healthz", "/admin", "/api/v1/events"}) {
            assertThat(gateway.raw("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n", new byte[0]))
                    .as("B70")
                    .startsWith("HTTP/1.1 404");
        }
    }

    private void post(String field, String value) {
        var event = "{\"event_id\":\"%s\",\"time\":\"2026-03-01T11:59:59Z\",\"%s\":%s}"
                .formatted(EVENT_ID, field, JsonMapper.shared().writeValueAsString(value));
        assertThat(gateway.post("/v1/events", JSON, event).statusCode()).isEqualTo(202);
    }

    private ErrorEvent published() throws Exception {
        return new ErrorEventCodec().decode(log.records.getFirst().value());
    }

    /** {@code x*3} is {@code xxx}. */
    private static String repeated(String text) {
        var star = text.indexOf('*');
        return star < 0 ? text : text.substring(0, star).repeat(Integer.parseInt(text.substring(star + 1)));
    }

    /** Of two letters each, of which there are two pairs with the same hash. */
    private static String colliding(int number) {
        return IntStream.range(0, 12)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
