package dev.errata.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, with which reason, and that no refusal repeats what was sent. */
class RefusalsTest {
    private static final String CANARY = "canary-7f3a";

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            event_id       |                                        | MISSING_FIELD
            event_id       | null                                   | MISSING_FIELD
            event_id       | ""                                     | MISSING_FIELD
            event_id       | 7                                      | INVALID_FIELD
            event_id       | "canary-7f3a"                          | INVALID_FIELD
            event_id       | "9b2c1f6e-6a0b-4d57-8f0e-0123456789ab" | INVALID_FIELD
            event_id       | "019c13a8-8b20-7abc-cdef-0123456789ab" | INVALID_FIELD
            event_id       | "19c13a8-8b20-7abc-8def-0123456789ab"  | INVALID_FIELD
            time           |                                        | MISSING_FIELD
            time           | null                                   | MISSING_FIELD
            time           | 0                                      | INVALID_FIELD
            time           | -1                                     | INVALID_FIELD
            time           | ""                                     | MISSING_FIELD
            time           | "yesterday"                            | INVALID_FIELD
            time           | "2026-01-31"                           | INVALID_FIELD
            time           | "2026-01-31T12:00:00"                  | INVALID_FIELD
            time           | "2026-02-30T12:00:00Z"                 | INVALID_FIELD
            time           | "2016-12-31T23:59:60Z"                 | INVALID_FIELD
            time           | "2026-01-31T24:00:00Z"                 | INVALID_FIELD
            time           | "+300000-01-01T00:00:00Z"              | INVALID_FIELD
            time           | "-0001-01-01T00:00:00Z"                | INVALID_FIELD
            time           | "0000-01-01T00:00:00+01:00"            | INVALID_FIELD
            time           | "9999-12-31T23:59:59-01:00"            | INVALID_FIELD
            status         | "429"                                  | INVALID_FIELD
            status         | 0                                      | INVALID_FIELD
            status         | 1000                                   | INVALID_FIELD
            status         | 429.0                                  | INVALID_FIELD
            status         | 1e2                                    | INVALID_FIELD
            status         | 1e400000                               | INVALID_FIELD
            status         | true                                   | INVALID_FIELD
            status         | [429]                                  | INVALID_FIELD
            status         | {"is":429}                             | INVALID_FIELD
            attempt        | 0                                      | INVALID_FIELD
            attempt        | 1000001                                | INVALID_FIELD
            latency_ms     | -1                                     | INVALID_FIELD
            latency_ms     | 9223372036854775808                    | INVALID_FIELD
            retry_after_ms | "5"                                    | INVALID_FIELD
            streaming      | "true"                                 | INVALID_FIELD
            message        | {"text":"canary-7f3a"}                 | INVALID_FIELD
            request_id     | 17                                     | INVALID_FIELD
            raw_body       | ["canary-7f3a"]                        | INVALID_FIELD
            attributes     | "canary-7f3a"                          | INVALID_FIELD
            attributes     | ["canary-7f3a"]                        | INVALID_FIELD
            attributes     | {"canary-7f3a":1}                      | INVALID_FIELD
            attributes     | {"canary-7f3a":null}                   | INVALID_FIELD
            """)
    void decode_badField_isRefusedByName(String field, @Nullable String value, Reason reason) {
        var refusal = refusal(Events.json(field, value == null ? "" : value));
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal).hasMessageStartingWith(field).hasMessageNotContaining(CANARY);
        if (value != null && value.length() > 4) {
            assertThat(refusal).hasMessageNotContaining(value);
        }
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("blank", " \n"),
                Arguments.of("truncated", "{\"event_id\": \"" + CANARY),
                Arguments.of("no JSON", CANARY),
                Arguments.of("null", "null"),
                Arguments.of("a string", "\"" + CANARY + "\""),
                Arguments.of("an array", "[]"),
                Arguments.of("single quotes", "{'a':1}"),
                Arguments.of("trailing comma", "{\"a\":1,}"),
                Arguments.of("comment", "{/* */}"),
                Arguments.of("trailing garbage", "{} " + CANARY),
                Arguments.of("two documents", "{}{}"),
                Arguments.of("duplicate key", "{\"" + CANARY + "\":1,\"" + CANARY + "\":2}"),
                Arguments.of("duplicate key, deep", "{\"a\":{\"b\":1,\"b\":2}}"),
                Arguments.of("byte order mark", "\uFEFF{}"),
                Arguments.of("1,000 deep", "[".repeat(1_000)),
                Arguments.of("100,000 deep", "{\"a\":".repeat(50_000) + "[".repeat(50_000)),
                Arguments.of("number of 1,000 digits", "{\"a\":" + "9".repeat(1_000) + "}"),
                Arguments.of("fraction of 1,000 digits", "{\"a\":0." + "9".repeat(1_000) + "}"),
                Arguments.of("NaN", "{\"a\":NaN}"),
                Arguments.of("Infinity", "{\"a\":-Infinity}"),
                Arguments.of("leading zero", "{\"a\":0429}"),
                Arguments.of("name of 50,000 characters", "{\"" + "a".repeat(50_000) + "\":1}"),
                Arguments.of("raw control character", "{\"a\":\"\u0001\"}"),
                Arguments.of("200,000 tokens", "{\"a\":[" + "1,".repeat(200_000) + "1]}"),
                Arguments.of("half an escape", "{\"a\":\"\\u12\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void decode_malformed_isRefused(String what, String json) {
        isMalformed(json.getBytes(UTF_8));
    }

    static Stream<Arguments> notUtf8() {
        var name = "{\"a\":\"é\"}";
        return Stream.of(
                Arguments.of("Latin-1", name.getBytes(ISO_8859_1)),
                Arguments.of("UTF-16", name.getBytes(UTF_16)),
                Arguments.of("overlong NUL", bytes('"', 0xC0, 0x80, '"')),
                Arguments.of("overlong slash", bytes('"', 0xE0, 0x80, 0xAF, '"')),
                Arguments.of("encoded surrogate", bytes('"', 0xED, 0xA0, 0x80, '"')),
                Arguments.of("beyond U+10FFFF", bytes('"', 0xF4, 0x90, 0x80, 0x80, '"')),
                Arguments.of("truncated", bytes('"', 0xE4, 0xB8)),
                Arguments.of("serialised Java", bytes(0xAC, 0xED, 0x00, 0x05)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notUtf8")
    void decode_otherThanUtf8_isRefused(String what, byte[] bytes) {
        assertThat(isMalformed(bytes)).hasMessage("not valid UTF-8");
    }

    @Test
    void parse_fault_namesItsPlace() {
        assertThat(isMalformed("{\"a\": oops}".getBytes(UTF_8))).hasMessageMatching("not valid JSON at character \\d+");
    }

    @Test
    void decode_recordOverTheLimit_isTooLarge() {
        var refusal = refusal(new byte[Limits.RECORD_BYTES + 1]);
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal.field()).isNull();
    }

    @Test
    void decode_attributesOverTheLimits_areRefused() throws InvalidRecordException {
        assertThat(Events.decoded("attributes", pairs(Limits.ATTRIBUTES, 10)).attributes())
                .hasSize(Limits.ATTRIBUTES);
        assertThat(refusal(Events.json("attributes", pairs(33, 10))).reason()).isEqualTo(Reason.INVALID_FIELD);
        var tooLarge = refusal(Events.json("attributes", pairs(2, 4_096)));
        assertThat(tooLarge.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(tooLarge.field()).isEqualTo("attributes");
    }

    private static String pairs(int count, int valueChars) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"k" + i + "\":\"" + "v".repeat(valueChars) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static InvalidRecordException isMalformed(byte[] bytes) {
        var refusal = refusal(bytes);
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(refusal.field()).isNull();
        assertThat(refusal).hasMessageNotContaining(CANARY);
        return refusal;
    }

    private static InvalidRecordException refusal(byte[] bytes) {
        return catchThrowableOfType(InvalidRecordException.class, () -> new ErrorEventCodec().decode(bytes));
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
