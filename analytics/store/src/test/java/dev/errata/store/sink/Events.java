package dev.errata.store.sink;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of the tests. */
final class Events {
    private static final ErrorEventCodec CODEC = new ErrorEventCodec();
    private static final Random RANDOM = new Random(1);

    private Events() {}

    /** Of that time, with an id of its own. */
    static ErrorEvent at(Instant time) {
        return of(EventIds.random(time, RANDOM), time, "rate_limit_exceeded", null);
    }

    static ErrorEvent of(UUID id, Instant time, String code, @Nullable String message) {
        return new ErrorEvent(
                id,
                time,
                new Caller(null, "shop", null, "prod", null),
                new Target("deepseek", "deepseek-v4-flash", null, null, null),
                new Failure(429, code, "rate_limit", message, null),
                new Ids(null, null, null, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }

    static ErrorEvent withCode(ErrorEvent event, String code) {
        return of(event.eventId(), event.time(), code, null);
    }

    /** Every field has a value. */
    static ErrorEvent full(UUID id, Instant time) {
        return new ErrorEvent(
                id,
                time,
                new Caller("acme", "shop", "1.4.2", "prod", "eu-west"),
                new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions", true, "key-3f9a"),
                new Failure(429, "rate_limit_exceeded", "rate_limit", "Slow down: \"50\" a minute", "model"),
                new Ids("req-1", "prov-2", "task-3", "4bf92f3577b34da6", "call-5"),
                new Attempt(2, 1_250L, 30_000L, 5_000L, "requests_per_minute"),
                "{\"error\":{\"message\":\"Grüße 你好\"}}",
                Map.of("tenant", "t \"1\""),
                List.of("message", "raw_body"));
    }

    /** The same text in every field that takes any. */
    static ErrorEvent everywhere(String text, UUID id, Instant time) {
        return new ErrorEvent(
                id,
                time,
                new Caller(text, text, text, text, text),
                new Target(text, text, text, true, text),
                new Failure(401, text, text, text, text),
                new Ids(text, text, text, text, text),
                new Attempt(1, null, null, null, text),
                text,
                Map.of(text, text, "note", text),
                List.of());
    }

    /** For sinks that keep every body. */
    static BodySampling allBodies() {
        return new BodySampling(BodySampling.ALL, () -> DiskPressure.NONE);
    }

    static byte[] json(ErrorEvent event) {
        return CODEC.encode(event);
    }
}
