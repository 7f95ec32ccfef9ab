package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.redact.Redactor;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way leads where the long one does, or nowhere. */
class EventLinesTest {
    private static final int EVENTS = 20_000;
    private static final String START = "{\"event_id\":\"019c13a8-8b20-7abc-8def-0123456789ab\",\"time\":\"";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final RandomEvents events = new RandomEvents(random);
    private final ErrorEventCodec codec = new ErrorEventCodec();
    private final EventLines lines = new EventLines("caf\u00e9", Redactor.STANDARD);

    @Test
    void read_inAnyOrderAndSpacing_givesWhatTheLongWayGives() {
        var taken = 0;
        for (int i = 0; i < EVENTS; i++) {
            taken += isAsTheLongWay(shuffled(codec.encode(events.next()))) ? 1 : 0;
        }
        assertThat(taken).as("seed %d", seed).isGreaterThan(EVENTS / 2);
    }

    @Test
    void read_damaged_givesWhatTheLongWayGives() {
        for (int i = 0; i < EVENTS; i++) {
            isAsTheLongWay(damaged(codec.encode(events.next())));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:00Z\"}",
                "2026-01-31T12:00:00.5Z\"}",
                "2026-01-31T12:00:00.500Z\"}",
                "2026-01-31T12:00:00.000Z\"}",
                "2026-01-31T12:00:00.500000Z\"}",
                "2026-01-31T12:00:00.000001Z\"}",
                "2026-01-31T12:00:00.0000001Z\"}",
                "2026-01-31T12:00:00.Z\"}",
                "2026-01-31T12:00:00,500Z\"}",
                "2026-01-31T24:00:00Z\"}",
                "2026-01-31T23:59:60Z\"}",
                "2026-02-29T12:00:00Z\"}",
                "2024-02-29T12:00:00Z\"}",
                "2026-01-31T12:00:00+00:00\"}",
                "2026-01-31T12:00:00z\"}",
                "0000-01-01T00:00:00Z\"}",
                "9999-12-31T23:59:59.999999Z\"}",
                "2026-01-31T12:00:00Z\",\"status\":0}",
                "2026-01-31T12:00:00Z\",\"status\":0429}",
                "2026-01-31T12:00:00Z\",\"status\":429.0}",
                "2026-01-31T12:00:00Z\",\"status\":4e2}",
                "2026-01-31T12:00:00Z\",\"status\":\"429\"}",
                "2026-01-31T12:00:00Z\",\"latency_ms\":0}",
                "2026-01-31T12:00:00Z\",\"latency_ms\":-1}",
                "2026-01-31T12:00:00Z\",\"latency_ms\":9223372036854775807}",
                "2026-01-31T12:00:00Z\",\"latency_ms\":9223372036854775808}",
                "2026-01-31T12:00:00Z\",\"streaming\":true}",
                "2026-01-31T12:00:00Z\",\"streaming\":truer}",
                "2026-01-31T12:00:00Z\",\"streaming\":null}",
                "2026-01-31T12:00:00Z\",\"app\":\"\"}",
                "2026-01-31T12:00:00Z\",\"app\":null,\"app\":\"a\"}",
                "2026-01-31T12:00:00Z\",\"app\":\"a\",\"app\":\"b\"}",
                "2026-01-31T12:00:00Z\",\"app\":\"a\",}",
                "2026-01-31T12:00:00Z\",\"other\":\"a\"}",
                "2026-01-31T12:00:00Z\",\"altered\":[\"app\"]}",
                "2026-01-31T12:00:00Z\",\"project\":\"another\"}",
                "2026-01-31T12:00:00Z\",\"project\":\"sk-abcdefghijklmnop\"}",
                "2026-01-31T12:00:00Z\",\"request_id\":\" a\"}",
                "2026-01-31T12:00:00Z\"} x",
                "2026-01-31T12:00:00Z\"}{}",
                "2026-01-31T12:00:00Z\"",
                "2026-01-31T12:00:00Z"
            })
    void read_detail_givesWhatTheLongWayGives(String rest) {
        isAsTheLongWay((START + rest).getBytes(UTF_8));
    }

    @Test
    void read_usualLine_isTaken() {
        var line = START + "2026-01-31T12:00:00.120Z\", \"app\": \"checkout\", \"status\": 429}\r";
        assertThat(isAsTheLongWay(line.getBytes(UTF_8))).isTrue();
    }

    private boolean isAsTheLongWay(byte[] json) {
        var body = ("x\n" + new String(json, UTF_8) + "\nx").getBytes(UTF_8);
        var quick = lines.read(body, 2, body.length - 2);
        var expected = longWay(Arrays.copyOfRange(body, 2, body.length - 2));
        if (quick == null) {
            return false;
        }
        assertThat(new String(quick.key(), UTF_8) + '=' + new String(quick.value(), UTF_8))
                .as("seed %d: %s", seed, new String(json, UTF_8))
                .isEqualTo(expected);
        return true;
    }

    private @Nullable String longWay(byte[] json) {
        try {
            var event = Redactor.STANDARD.redact(codec.decode(json)).inProject("caf\u00e9");
            var key = event.caller().projectOrDefault() + '/' + event.eventId();
            return key + '=' + new String(codec.encode(event), UTF_8);
        } catch (InvalidRecordException e) {
            return null;
        }
    }

    private byte[] shuffled(byte[] json) {
        try {
            var pairs = new ArrayList<String>();
            for (var pair : Json.parse(json).properties()) {
                pairs.add('"' + pair.getKey() + '"' + space() + ':' + space() + pair.getValue());
            }
            if (random.nextBoolean()) {
                Collections.shuffle(pairs, random);
            }
            return (space() + '{' + String.join(space() + ',' + space(), pairs) + space() + '}' + space())
                    .getBytes(UTF_8);
        } catch (InvalidRecordException e) {
            return json;
        }
    }

    private String space() {
        return random.nextInt(10) == 0 ? " " : "";
    }

    /** One byte is another one, one too many, or missing; often a telling one. */
    private byte[] damaged(byte[] json) {
        var telling = "\"\\,:{}[]0 -.eZn\n\0\u007f";
        var at = random.nextInt(json.length);
        var other = random.nextBoolean()
                ? (byte) random.nextInt(128)
                : (byte) telling.charAt(random.nextInt(telling.length()));
        var kept = random.nextInt(3);
        var damaged = new ByteArrayOutputStream();
        damaged.write(json, 0, at);
        if (kept < 2) {
            damaged.write(other);
        }
        damaged.write(json, at + Math.min(kept, 1), json.length - at - Math.min(kept, 1));
        return damaged.toByteArray();
    }
}
