package dev.errata.emitter;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Failed attempts that can be told apart by their request ids. */
final class TestEvents {
    static final Target TARGET = new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat/completions", null, null);
    static final Caller CALLER = new Caller(null, "checkout", "1.4.2", "prod", null);
    private static final RandomGenerator RANDOM = new Random(7);

    private TestEvents() {}

    static ErrorEvent event(Instant time, int number) {
        return event(time, number, "Rate limit exceeded");
    }

    static ErrorEvent event(Instant time, int number, String message) {
        return new ErrorEvent(
                EventIds.random(time, RANDOM),
                time,
                CALLER,
                TARGET,
                new Failure(429, "rate_limit_exceeded", "rate_limit_error", message, null),
                new Ids("req-" + number, null, null, null, "call-" + number),
                new Attempt(1, 12L, null, null, null),
                null,
                Map.of(),
                List.of());
    }
}
