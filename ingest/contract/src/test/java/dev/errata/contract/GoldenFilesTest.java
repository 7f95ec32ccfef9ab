package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.TrafficRecord.Calls;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
    private static final Caller NOBODY = new Caller(null, null, null, null, null);
    private static final Target NOTHING = new Target(null, null, null, null, null);
    private static final UUID ID = UUID.fromString("019c13f4-d29b-7abc-8def-0123456789ab");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    /** Name, codec, the record that it holds, and the name of that record's canonical form. */
    static Stream<Arguments> files() {
        var events = new ErrorEventCodec();
        var traffic = new TrafficRecordCodec();
        var outcomes = new CallOutcomeCodec();
        return Stream.of(
                Arguments.of("error-event-full", events, fullEvent(), "error-event-full"),
                Arguments.of("error-event-minimal", events, minimalEvent(), "error-event-minimal"),
                Arguments.of("error-event-unknown-fields", events, minimalEvent(), "error-event-minimal"),
                Arguments.of("error-event-altered", events, alteredEvent(), "error-event-altered"),
                Arguments.of("error-event-to-be-altered", events, alteredEvent(), "error-event-altered"),
                Arguments.of("traffic-record-full", traffic, fullTraffic(), "traffic-record-full"),
                Arguments.of(
                        "traffic-record-without-lost", traffic, trafficWithoutLost(), "traffic-record-without-lost"),
                Arguments.of("traffic-record-minimal", traffic, minimalTraffic(), "traffic-record-minimal"),
                Arguments.of("traffic-record-unknown-fields", traffic, minimalTraffic(), "traffic-record-minimal"),
                Arguments.of("call-outcome-full", outcomes, fullOutcome(), "call-outcome-full"),
                Arguments.of("call-outcome-minimal", outcomes, minimalOutcome(), "call-outcome-minimal"),
                Arguments.of("call-outcome-unknown-fields", outcomes, minimalOutcome(), "call-outcome-minimal"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    <R> void decode_goldenFile_isTheRecordOfItsDay(String file, RecordCodec<R> codec, R record, String canonical)
            throws IOException, InvalidRecordException {
        assertThat(codec.decode(Golden.read(file))).isEqualTo(record);
        assertThat(new String(codec.encode(record), UTF_8)).isEqualTo(new String(Golden.read(canonical), UTF_8));
    }

    private static ErrorEvent fullEvent() {
        return new ErrorEvent(
                ID,
                NOON.plusNanos(123_456_000),
                new Caller("shop", "checkout", "1.4.2", "prod", "eu-central-1"),
                new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions", true, "k_3fa9"),
                new Failure(
                        429,
                        "rate_limit_exceeded",
                        "rate_limit_error",
                        "Rate limit exceeded: 60 requests per minute – été 😀",
                        "messages"),
                new Ids("req_abc123xyz", "0HNA=-7", "task-17", "4bf92f3577b34da6a3ce929d0e0e4736", "call-5"),
                new Attempt(3, 1234L, 60_000L, 2_000L, "requests"),
                "{\"error\":{\"code\":\"rate_limit_exceeded\"}}\n",
                Map.of("zone", "a", "sdk", "openai-java"),
                List.of("raw_body"));
    }

    private static ErrorEvent minimalEvent() {
        return new ErrorEvent(
                ID,
                NOON,
                NOBODY,
                NOTHING,
                new Failure(null, null, null, null, null),
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }

    private static ErrorEvent alteredEvent() {
        var hash = "sha256:850f7dc43910ff890f8879c0ed26fe697c93a067ad93a7d50f466a7028a9bf4e";
        return new ErrorEvent(
                ID,
                NOON,
                new Caller(null, "a\uFFFDb", null, null, null),
                NOTHING,
                new Failure(null, null, null, "half a pair: \uFFFD", null),
                new Ids(hash, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of("key\uFFFD", "value"),
                List.of("app", "attributes", "message", "request_id"));
    }

    private static TrafficRecord fullTraffic() {
        return new TrafficRecord(
                "checkout-7f9c-1",
                42,
                NOON.plusSeconds(10),
                new Caller("shop", "checkout", null, "prod", "eu-central-1"),
                new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions", null, null),
                1_000,
                new Calls(900, 20, 60),
                3L);
    }

    private static TrafficRecord trafficWithoutLost() {
        var full = fullTraffic();
        return new TrafficRecord(
                full.source(), full.seq(), full.window(), full.caller(), full.target(), full.requests(), full.calls());
    }

    private static TrafficRecord minimalTraffic() {
        return new TrafficRecord("checkout-7f9c-1", 0, NOON, NOBODY, NOTHING, 0, null);
    }

    private static CallOutcome fullOutcome() {
        return new CallOutcome(
                "call-5",
                "task-17",
                NOON.plusSeconds(3),
                Outcome.SUCCEEDED,
                new Caller("shop", "checkout", null, "prod", "eu-central-1"),
                new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions", null, null),
                2_718L);
    }

    private static CallOutcome minimalOutcome() {
        return new CallOutcome(null, "task-17", NOON.plusSeconds(3), Outcome.SUBMITTED, NOBODY, NOTHING, null);
    }
}
