package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept in another form than it was sent in, and that the record says so. */
class AlterationsTest {

    @Test
    void decode_nulAndLoneSurrogates_areReplacedAndNamed() throws InvalidRecordException {
        var event = Events.decoded(
                "message", "\"a\\u0000b\\ud800\"",
                "app", "\"\\udc00 fine \\ud83d\\ude00\"",
                "raw_body", "\"\\ud83d\\ud83d\\ude00\"",
                "model", "\"as sent\"");
        assertThat(event.failure().message()).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(event.caller().app()).isEqualTo("\uFFFD fine \uD83D\uDE00");
        assertThat(event.rawBody()).isEqualTo("\uFFFD\uD83D\uDE00");
        assertThat(event.target().model()).isEqualTo("as sent");
        assertThat(event.altered()).containsExactly("app", "message", "raw_body");
    }

    @Test
    void decode_badTextInAttributes_isReplacedAndNamed() throws InvalidRecordException {
        var event = Events.decoded("attributes", "{\"k\\u0000\":\"v\",\"l\":\"\\ud800\"}");
        assertThat(event.attributes()).isEqualTo(Map.of("k\uFFFD", "v", "l", "\uFFFD"));
        assertThat(event.altered()).containsExactly("attributes");
    }

    @Test
    void decode_longMessage_isCutOnACodePoint() throws InvalidRecordException {
        var fits = "x".repeat(Limits.MESSAGE_CHARS - 1);
        var event = Events.decoded("message", "\"" + fits + "\uD83D\uDE00\"");
        assertThat(event.failure().message()).isEqualTo(fits);
        assertThat(event.altered()).containsExactly("message");
        assertThat(Events.decoded("message", "\"" + fits + "y\"").altered()).isEmpty();
    }

    @Test
    void decode_longBody_isCutToBytes() throws InvalidRecordException {
        var event = Events.decoded("raw_body", "\"x" + "é".repeat(Limits.RAW_BODY_BYTES / 2) + "\"");
        assertThat(event.rawBody()).isEqualTo("x" + "é".repeat(Limits.RAW_BODY_BYTES / 2 - 1));
        assertThat(event.altered()).containsExactly("raw_body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"req_abc=-123", "a b", "~!\\\"/"})
    void decode_printableId_isKeptExactly(String id) throws InvalidRecordException {
        var event = Events.decoded("request_id", "\" \\t" + id + "\\n\"");
        assertThat(event.ids().requestId()).isEqualTo(id.replace("\\\"", "\""));
        assertThat(event.altered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"café,caf\u00e9", "a\\u0000b,a\u0000b", "a\\u001bb,a\u001bb", "\\u202ex,\u202ex"})
    void decode_otherId_isHashedAndNamed(String sent, String text) throws InvalidRecordException {
        var event = Events.decoded("task_id", "\"" + sent + "\"");
        assertThat(event.ids().taskId()).isEqualTo(hash(text));
        assertThat(event.altered()).containsExactly("task_id");
    }

    @Test
    void decode_longId_isHashedAndNamed() throws InvalidRecordException {
        var longest = "x".repeat(Limits.ID_CHARS);
        assertThat(Events.decoded("call_id", "\"" + longest + "\"").ids().callId())
                .isEqualTo(longest);
        var event = Events.decoded("call_id", "\"" + longest + "x\"");
        assertThat(event.ids().callId()).isEqualTo(hash(longest + "x"));
        assertThat(event.altered()).containsExactly("call_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \\t\"", "null"})
    void decode_emptyId_isAbsent(String id) throws InvalidRecordException {
        assertThat(Events.decoded("trace_id", id)).isEqualTo(Events.decoded());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z,                2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z,                2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123456789012Z,   2026-01-31T12:00:00.123456Z",
        "2026-01-31T12:00:00.9999999Z,        2026-01-31T12:00:00.999999Z",
        "2026-01-31T14:30:00.5+02:30,         2026-01-31T12:00:00.500Z",
        "2026-01-31T12:00:00.123456789999-00:00, 2026-01-31T12:00:00.123456Z",
        "1969-12-31T23:59:59.5Z,              1969-12-31T23:59:59.500Z",
        "2038-01-19T03:14:08Z,                2038-01-19T03:14:08Z",
        "9999-12-31T23:59:59.999999Z,         9999-12-31T23:59:59.999999Z"
    })
    void decode_time_isUtcMicroseconds(String sent, Instant kept) throws InvalidRecordException {
        assertThat(Events.decoded("time", "\"" + sent + "\"").time()).isEqualTo(kept);
    }

    @Test
    void decode_alteredBefore_isKeptForKnownFieldsOnly() throws InvalidRecordException {
        var event = Events.decoded(
                "altered", "[\"raw_body\",\"nonsense\",7,null,{\"a\":1},\"raw_body\"]", "message", "\"\\u0000\"");
        assertThat(event.altered()).containsExactly("message", "raw_body");
        assertThat(Events.decoded("altered", "\"raw_body\"").altered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "${jndi:ldap://x/a}",
                "%n%s #{7*7} {{7*7}}",
                "\u001b[31mred\r\n127.0.0.1 forged",
                "\u202Eevil\u200B"
            })
    void decode_hostileText_isKeptAsText(String text) throws InvalidRecordException {
        var node = new ErrorEventCodec().toJson(Events.decoded());
        node.put("message", text);
        var event = new ErrorEventCodec().decode(Json.write(node));
        assertThat(event.failure().message()).isEqualTo(text);
        assertThat(event.altered()).isEmpty();
    }

    private static String hash(String text) {
        return "sha256:" + HexFormat.of().formatHex(EventIds.sha256(text.getBytes(UTF_8)));
    }
}
