package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.gzip;
import static dev.errata.gateway.GatewayFixture.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.errata.gateway.otlp.Otlp;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the bad-input catalogue that concern OTLP. */
class BadOtlpTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final byte[] REQUEST =
            Otlp.logs("service.name=shop", Otlp.log("error.type=x")).toByteArray();

    private final RecordingLog log = new RecordingLog();

    @AutoClose
    private final GatewayFixture gateway = new GatewayFixture(log);

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            B57 enum as a name        | "severityNumber":"SEVERITY_NUMBER_WARN"
            B57 trace id in base64    | "traceId":"CvdlGRbNQ92ESOshHIAxnA=="
            B57 trace id too short    | "traceId":"0af7651916cd43dd"
            B57 64 bits and more      | "timeUnixNano":"18446744073709551616"
            B57 negative time         | "timeUnixNano":-1
            B57 broken number         | "timeUnixNano":"1e18"
            B57 fraction              | "timeUnixNano":1.5
            B57 string as a number    | "severityText":7
            B57 boolean as a string   | "attributes":[{"key":"k","value":{"boolValue":"true"}}]
            B57 object as a list      | "attributes":{}
            B57 text as an object     | "body":"text"
            B5 duplicate keys         | "severityText":"a","severityText":"b"
            """)
    void json_bad_is400(String row, String field) {
        var answer = gateway.post("/v1/logs", JSON, logRecord(field));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("code").asInt()).as("INVALID_ARGUMENT").isEqualTo(3);
        assertThat(json(answer).path("message").asString()).startsWith("The body is not valid");
        assertThat(log.records).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            B57 snake_case key  | "timeUnixNano":"1772366398250000000","trace_id":7
            B57 unknown field   | "timeUnixNano":"1772366398250000000","future":{"a":[1]}
            B57 64 bits, number | "timeUnixNano":1772366398250000000
            B57 null            | "timeUnixNano":"1772366398250000000","body":null
            B57 enum, unknown   | "timeUnixNano":"1772366398250000000","severityNumber":99
            B8 NUL              | "timeUnixNano":"1772366398250000000","body":{"stringValue":"a\\u0000b"}
            B9 lone surrogate   | "timeUnixNano":"1772366398250000000","body":{"stringValue":"a\\ud800b"}
            """)
    void json_oddButAllowed_isTaken(String row, String field) {
        assertThat(gateway.post("/v1/logs", JSON, logRecord(field)).body()).isEqualTo("{}");
        assertThat(log.records).hasSize(1);
    }

    @Test
    void key_inSnakeCase_isUnknown() {
        var answer = gateway.post("/v1/logs", JSON, logRecord("\"time_unix_nano\":\"1772366398250000000\""));

        assertThat(json(answer).path("partialSuccess").path("errorMessage").asString())
                .as("B57")
                .contains("time_unix_nano is missing");
    }

    static Stream<Arguments> badBytes() {
        return Stream.of(
                Arguments.of("B58 wrong wire type", new byte[] {0x08, 1}),
                Arguments.of("B58 wrong wire type inside", new byte[] {0x0A, 2, 0x10, 1}),
                Arguments.of(
                        "B58 length 2^31", new byte[] {0x0A, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8}),
                Arguments.of("B58 length beyond the end", new byte[] {0x0A, 100, 0}),
                Arguments.of("B58 start of a group", new byte[] {0x0B, 0x0C}),
                Arguments.of("B58 unknown group", new byte[] {0x7B, 0x7C}),
                Arguments.of("B58 end of a group", new byte[] {0x0C}),
                Arguments.of("B58 field 0", new byte[] {0, 1}),
                Arguments.of("B58 truncated", Arrays.copyOf(REQUEST, REQUEST.length - 3)),
                Arguments.of("B58 nested deeply", nested(100)),
                Arguments.of("B58 nested 1,000 times", nested(1_000)),
                Arguments.of("B7 not UTF-8", brokenText()),
                Arguments.of("B25 serialised Java", new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5}),
                Arguments.of("B59 JSON", logRecord("").getBytes(UTF_8)),
                Arguments.of("B59 empty JSON", "{}".getBytes(UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBytes")
    void protobuf_bad_is400(String row, byte[] body) throws Exception {
        var answer = gateway.bytes("/v1/logs", PROTOBUF, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).contains(PROTOBUF);
        var status = CodedInputStream.newInstance(answer.body());
        assertThat(status.readTag()).isEqualTo(0x08);
        assertThat(status.readInt32()).as("INVALID_ARGUMENT").isEqualTo(3);
        assertThat(status.readTag()).isEqualTo(0x12);
        assertThat(status.readString()).startsWith("The body is n");
        assertThat(log.records).isEmpty();
    }

    @Test
    void protobuf_withUnknownFields_isTaken() {
        var unknown = new byte[] {(byte) 0xF8, 0x3F, 1};
        var answer = gateway.post("/v1/logs", PROTOBUF, joined(REQUEST, unknown));

        assertThat(answer.statusCode()).as("B58").isEqualTo(200);
        assertThat(log.records).hasSize(1);
    }

    @Test
    void protobuf_ofTooManyFields_is413BeforeAnyObjectIsMade() {
        var fields = new byte[1_000_002];
        for (int i = 0; i < fields.length; i += 2) {
            fields[i] = 0x0A;
        }

        assertThat(gateway.post("/v1/logs", PROTOBUF, fields).statusCode())
                .as("B14")
                .isEqualTo(413);
    }

    @Test
    void protobuf_underTheJsonType_is400() {
        assertThat(gateway.post("/v1/logs", JSON, REQUEST).statusCode())
                .as("B59")
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logs", "/v1/traces"})
    void compression_bad_isRefusedAsElsewhere(String path) {
        var zipped = gzip(REQUEST);
        var bomb = gzip(new byte[4 * 1024 * 1024]);

        assertThat(status(path, Arrays.copyOf(zipped, zipped.length - 9), "gzip"))
                .as("B20")
                .isEqualTo(400);
        assertThat(status(path, REQUEST, "gzip")).as("B20").isEqualTo(400);
        assertThat(status(path, bomb, "gzip")).as("B19").isEqualTo(413);
        assertThat(status(path, REQUEST, "br")).as("B21").isEqualTo(415);
    }

    @Test
    void body_over4MiB_is413BeforeItIsRead() {
        var head =
                "POST /v1/traces HTTP/1.1\nHost: localhost\nContent-Type: application/x-protobuf\nContent-Length: 5000000\n\n";

        assertThat(gateway.raw(head, new byte[0])).as("B17").startsWith("HTTP/1.1 413");
    }

    @Test
    void bytes_random_areNever500() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var traces = Otlp.traces("service.name=shop", Otlp.span(1, 0, "http.request.method=GET; http.status_code=500"));
        var bodies = new byte[][] {
            REQUEST,
            traces.toByteArray(),
            OtlpJson.of(traces).getBytes(UTF_8),
            logRecord("").getBytes(UTF_8)
        };
        for (int i = 0; i < 1_000; i++) {
            var body = bodies[random.nextInt(bodies.length)].clone();
            var changes = random.nextInt(4);
            for (int change = 0; change <= changes; change++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            var path = random.nextBoolean() ? "/v1/logs" : "/v1/traces";
            var type = random.nextBoolean() ? PROTOBUF : JSON;

            assertThat(gateway.bytes(path, type, body).statusCode())
                    .as("seed %d, number %d, %s %s", seed, i, path, type)
                    .isIn(200, 400, 413);
        }
    }

    private int status(String path, byte[] body, String encoding) {
        return gateway.post(path, PROTOBUF, body, "Content-Encoding", encoding).statusCode();
    }

    private static String logRecord(String field) {
        var rest = field.isEmpty() ? "" : "," + field;
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"eventName\":\"http.client.request.exception\""
                + rest + "}]}]}]}";
    }

    private static byte[] nested(int depth) {
        var value = AnyValue.getDefaultInstance().toByteString();
        for (int i = 0; i < depth; i++) {
            value = wrapped(wrapped(value, ArrayValue.VALUES_FIELD_NUMBER), AnyValue.ARRAY_VALUE_FIELD_NUMBER);
        }
        var record = wrapped(value, 5);
        return wrapped(wrapped(wrapped(record, 2), 2), 1).toByteArray();
    }

    private static ByteString wrapped(ByteString inner, int field) {
        var length = ByteString.newOutput();
        for (int rest = inner.size(); ; rest >>>= 7) {
            length.write(rest > 0x7F ? (rest & 0x7F) | 0x80 : rest);
            if (rest <= 0x7F) {
                break;
            }
        }
        return ByteString.copyFrom(new byte[] {(byte) ((field << 3) | 2)})
                .concat(length.toByteString())
                .concat(inner);
    }

    private static byte[] brokenText() {
        var request = Otlp.logs("", Otlp.log("error.type=QQ")).toByteArray();
        var text = new String(request, ISO_8859_1);
        request[text.indexOf("QQ")] = (byte) 0xC0;
        return request;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
