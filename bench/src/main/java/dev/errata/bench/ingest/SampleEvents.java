package dev.errata.bench.ingest;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Events as they come from applications: some 550 bytes of JSON, few distinct labels, ids that never repeat, messages of
 * real providers with a number or a name in them. The same seed gives the same events. One thread at a time.
 */
public final class SampleEvents {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LEAST_GAP_MICROS = 10;
    private static final int MOST_GAP_MICROS = 200;

    private static final List<String> APPS = List.of("checkout", "search", "support-bot", "summaries", "batch-labels");
    private static final List<String> ENVS = List.of("production", "production", "production", "staging");
    private static final List<String> REGIONS = List.of("eu-central-1", "us-east-1", "ap-southeast-1");
    private static final List<Target> TARGETS = List.of(
            target("openai", "gpt-5.2", "POST /v1/chat/completions"),
            target("openai", "gpt-5.2-mini", "POST /v1/responses"),
            target("anthropic", "claude-opus-4-8", "POST /v1/messages"),
            target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions"),
            target("mistral", "mistral-large-3", "POST /v1/chat/completions"));
    private static final List<Failure> FAILURES = List.of(
            failure(
                    429,
                    "rate_limit_error",
                    "Rate limit reached for this organization on tokens per min (TPM):"
                            + " Limit 30000, Used %1$d, Requested 812. Please try again in 6.612s."),
            failure(
                    429,
                    "insufficient_quota",
                    "You exceeded your current quota, please check your plan and billing" + " details (request %1$d)."),
            failure(503, "service_unavailable", "The model is temporarily overloaded, please retry in %1$d ms."),
            failure(500, "server_error", "The server had an error while processing your request. Sorry about that!"),
            failure(
                    400,
                    "invalid_request",
                    "This model's maximum context length is 128000 tokens. However, your"
                            + " messages resulted in %1$d tokens. Please reduce the length of the messages."),
            failure(
                    404,
                    "not_found",
                    "The model `gpt-4o-preview-%1$d` does not exist or you do not have access to it."),
            failure(401, "authentication_error", "Your authentication token has expired, please sign in again."));

    private final RandomGenerator random;
    private Instant time;

    SampleEvents(RandomGenerator random) {
        this(random, START);
    }

    /** The first of them a little later than that. */
    public SampleEvents(RandomGenerator random, Instant start) {
        this.random = random;
        this.time = start;
    }

    /** The next events, each a little later than the one before. */
    public Stream<ErrorEvent> stream() {
        return Stream.generate(this::next);
    }

    private ErrorEvent next() {
        time = time.plus(random.nextInt(LEAST_GAP_MICROS, MOST_GAP_MICROS), ChronoUnit.MICROS);
        var failure = any(FAILURES);
        var message = failure.message() == null ? null : failure.message().formatted(random.nextInt(1_000, 100_000));
        return new ErrorEvent(
                EventIds.random(time, random),
                time,
                new Caller(Caller.DEFAULT_PROJECT, any(APPS), "4.1." + random.nextInt(4), any(ENVS), any(REGIONS)),
                any(TARGETS),
                new Failure(failure.status(), failure.code(), failure.type(), message, null),
                new Ids(
                        "req_" + hex(),
                        null,
                        null,
                        hex() + hex(),
                        new UUID(random.nextLong(), random.nextLong()).toString()),
                new Attempt(1 + random.nextInt(3), random.nextLong(20, 30_000), 30_000L, null, null),
                null,
                Map.of(),
                List.of());
    }

    private String hex() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Target target(String provider, String model, String operation) {
        return new Target(provider, model, operation, null, null);
    }

    private static Failure failure(int status, String code, String message) {
        return new Failure(status, code, code, message, null);
    }
}
