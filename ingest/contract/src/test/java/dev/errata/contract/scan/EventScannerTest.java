package dev.errata.contract.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.scan.EventField.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scanner understands the codec reads alike. */
class EventScannerTest {
    private static final int RECORDS = 100_000;
    private static final Set<Kind> COMPARED =
            EnumSet.of(Kind.EVENT_ID, Kind.LABEL, Kind.ID, Kind.TEXT, Kind.NUMBER, Kind.FLAG);
    private static final String START =
            "{\"event_id\":\"01991f0c-8a00-7000-8000-000000000001\",\"time\":\"2026-01-31T12:00:00Z\"";

    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final EventScanner scanner = new EventScanner();

    @Test
    void scan_anyRecord_tellsWhatTheCodecReads() throws InvalidRecordException {
        var seed = System.nanoTime();
        var records = new RandomJson(new SplittableRandom(seed));
        var understood = 0;
        for (int i = 0; i < RECORDS; i++) {
            var json = records.next();
            if (scanner.scan(json)) {
                understood++;
                check(json, "seed %d: %s".formatted(seed, new String(json, UTF_8)));
            }
        }
        assertThat(understood).as("understood, of %d", RECORDS).isGreaterThan(RECORDS / 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"app\":null,\"status\":429,\"streaming\":true",
                ",\"app\":\"\",\"model\":\"gpt-5.2\"",
                ",\"message\":\"a \\\"quoted\\\" word, \\u8bf7 and 请求\"",
                ",\"attributes\":{\"a\":\"b\",\"c\":\"\\n\"},\"altered\":[\"message\",\"app\"]",
                " , \"request_id\" : \"req_1\" "
            })
    void scan_usualRecord_isUnderstood(String rest) {
        assertThat(scanner.scan((START + rest + "}").getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"app\":\"a\\n\"",
                ",\"app\":\"é\"",
                ",\"unknown\":1",
                ",\"time\":\"2026-01-31T12:00:00Z\"",
                ",\"status\":1000",
                ",\"status\":\"429\"",
                ",\"request_id\":\" req_1\"",
                ",\"attributes\":{\"a\":\"b\",\"a\":\"c\"}",
                "} x {"
            })
    void scan_surprise_isLeftToTheCodec(String rest) {
        assertThat(scanner.scan((START + rest + "}").getBytes(UTF_8))).isFalse();
    }

    @Test
    void scan_invalidUtf8_isLeftToTheCodec() {
        var json = (START + ",\"message\":\"é\"}").getBytes(UTF_8);
        assertThat(scanner.scan(json)).isTrue();

        json[json.length - 3] = '?';

        assertThat(scanner.scan(json)).isFalse();
    }

    private void check(byte[] json, String record) throws InvalidRecordException {
        var event = codec.decode(json);
        assertThat(scanner.idHigh()).as(record).isEqualTo(event.eventId().getMostSignificantBits());
        assertThat(scanner.idLow()).as(record).isEqualTo(event.eventId().getLeastSignificantBits());
        assertThat(Instant.EPOCH.plus(scanner.timeMicros(), ChronoUnit.MICROS))
                .as(record)
                .isEqualTo(event.time());
        for (var field : EventField.values()) {
            if (COMPARED.contains(field.kind())) {
                checkValue(json, field, value(event, field), record);
            }
        }
    }

    private void checkValue(byte[] json, EventField field, @Nullable Object value, String record) {
        assertThat(scanner.has(field)).as("%s in %s", field, record).isEqualTo(value != null);
        if (value instanceof Number number) {
            assertThat(scanner.number(field)).as("%s in %s", field, record).isEqualTo(number.longValue());
        } else if (value instanceof Boolean flag) {
            assertThat(scanner.number(field)).as("%s in %s", field, record).isEqualTo(flag ? 1 : 0);
        } else if (value != null && scanner.isPlain(field)) {
            var start = scanner.start(field);
            var text = new String(json, start, scanner.end(field) - start, US_ASCII);
            assertThat(text).as("%s in %s", field, record).isEqualToIgnoringCase(value.toString());
        } else if (value != null) {
            assertThat(field.kind()).as(record).isEqualTo(Kind.TEXT);
        }
    }

    private static @Nullable Object value(ErrorEvent event, EventField field) {
        return switch (field) {
            case EVENT_ID -> event.eventId();
            case TIME -> event.time();
            case PROJECT -> event.caller().project();
            case APP -> event.caller().app();
            case APP_VERSION -> event.caller().appVersion();
            case ENV -> event.caller().env();
            case REGION -> event.caller().region();
            case PROVIDER -> event.target().provider();
            case MODEL -> event.target().model();
            case OPERATION -> event.target().operation();
            case STREAMING -> event.target().streaming();
            case KEY_ID -> event.target().keyId();
            case STATUS -> event.failure().status();
            case CODE -> event.failure().code();
            case TYPE -> event.failure().type();
            case MESSAGE -> event.failure().message();
            case PARAM -> event.failure().param();
            case REQUEST_ID -> event.ids().requestId();
            case PROVIDER_REQUEST_ID -> event.ids().providerRequestId();
            case TASK_ID -> event.ids().taskId();
            case TRACE_ID -> event.ids().traceId();
            case CALL_ID -> event.ids().callId();
            case ATTEMPT -> event.attempt().number();
            case LATENCY_MS -> event.attempt().latencyMs();
            case TIMEOUT_MS -> event.attempt().timeoutMs();
            case RETRY_AFTER_MS -> event.attempt().retryAfterMs();
            case LIMIT_KIND -> event.attempt().limitKind();
            case RAW_BODY -> event.rawBody();
            case ATTRIBUTES -> event.attributes();
            case ALTERED -> event.altered();
        };
    }
}
