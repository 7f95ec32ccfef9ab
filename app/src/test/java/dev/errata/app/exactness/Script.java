package dev.errata.app.exactness;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every event there is: it follows from its number, the seed, and the moment at which it was made, and it carries number
 * and moment. So whoever has a stored event can tell what it must be, and whoever has all of them what is missing.
 * Immutable.
 *
 * @param grace of the installation under test
 */
record Script(long seed, Duration grace) {
    static final String MADE = "made";

    private static final String PREFIX = "n-";
    private static final Duration TEN_YEARS = Duration.ofDays(3_653);
    private static final List<String> APPS = List.of("checkout", "search", "chat");
    private static final List<String> MODELS = List.of("deepseek-v4-flash", "deepseek-v4", "qwen4", "glm-6", "kimi-k3");
    private static final List<@Nullable String> CODES =
            List.of("rate_limit_error", "server_error", "service_unavailable", "invalid_request", "quota_exceeded");
    private static final List<String> TYPES = List.of("transient", "lasting", "unknown");
    private static final List<Integer> STATUSES = List.of(429, 500, 503, 400, 402);
    private static final ErrorEventCodec CODEC = new ErrorEventCodec();

    /** The kind of the event of that number. */
    Kind kind(long number) {
        return Kind.of(hash(number, 1));
    }

    /** The event of that number, made at that moment. */
    ErrorEvent event(long number, Instant made) {
        var choice = (int) Math.floorMod(hash(number, 2), 5L);
        return new ErrorEvent(
                id(number, made),
                time(number, made),
                new Caller(null, pick(APPS, hash(number, 3)), "1." + choice, "prod", choice == 0 ? null : "eu"),
                new Target("deepseek", pick(MODELS, hash(number, 4)), "POST /v1/chat/completions", true, null),
                new Failure(
                        STATUSES.get(choice), CODES.get(choice), pick(TYPES, hash(number, 5)), message(number), null),
                new Ids(PREFIX + number, null, null, null, "call-" + number / 3),
                new Attempt(1 + choice, Math.floorMod(hash(number, 6), 60_000L), null, null, null),
                null,
                Map.of(MADE, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, made))),
                List.of());
    }

    /** As a sender writes it: a line of NDJSON, which is no event where its kind says so. */
    byte[] line(long number, Instant made) {
        var json = CODEC.encode(event(number, made));
        return kind(number) == Kind.BROKEN ? broken(json, number) : json;
    }

    /** The number that a request id tells. */
    static long number(String requestId) {
        return Long.parseLong(requestId.substring(PREFIX.length()));
    }

    private Instant time(long number, Instant made) {
        var chance = Math.floorMod(hash(number, 7), 1_000L);
        return switch (kind(number)) {
            case NORMAL, BROKEN -> made;
            case OUT_OF_ORDER -> made.minus(grace.multipliedBy(chance).dividedBy(1_000));
            case LATE -> made.minus(grace).minusSeconds(20 + chance / 4);
            case CLOCK_AHEAD, ID_AHEAD -> made.plus(TEN_YEARS);
            case CLOCK_BEHIND, ID_BEHIND -> made.minus(TEN_YEARS);
        };
    }

    private UUID id(long number, Instant made) {
        var born = kind(number).isUnkept() ? time(number, made) : made;
        return EventIds.derived(
                born,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(seed)
                        .putLong(number)
                        .array());
    }

    private String message(long number) {
        // Short, so that no number looks like that of a card and is masked.
        return "the model answered too slowly for request %08x, try again later".formatted((int) hash(number, 8));
    }

    private byte[] broken(byte[] json, long number) {
        var text = new String(json, StandardCharsets.UTF_8);
        var broken = Math.floorMod(hash(number, 9), 2L) == 0
                ? text.substring(0, text.length() / 2)
                : text.replace("\"time\":\"", "\"time\":\"yesterday ");
        return broken.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T pick(List<T> values, long hash) {
        return values.get((int) Math.floorMod(hash, (long) values.size()));
    }

    /** SplitMix64's finish: each bit of the input moves half of the output's. */
    private long hash(long number, int salt) {
        var z = seed + number * 0x9E3779B97F4A7C15L + salt * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
