package dev.errata.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records with every dimension set, to vary from. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Caller CALLER = new Caller("shop", "checkout", "1.0", "prod", "eu");
    private static final Target TARGET = new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat", false, "k1");
    private static final Failure FAILURE = new Failure(429, "rate_limit_exceeded", "requests", "slow down", null);
    private static final Caller NO_CALLER = new Caller(null, null, null, null, null);
    private static final Target NO_TARGET = new Target(null, null, null, null, null);
    private static final Failure NO_FAILURE = new Failure(null, null, null, null, null);

    private Samples() {}

    static ErrorEvent event(Instant time) {
        return event(time, time);
    }

    static ErrorEvent event(Instant idTime, Instant time) {
        return event(idTime, time, CALLER, TARGET, FAILURE);
    }

    static ErrorEvent emptyEvent() {
        return event(NOON, NOON, NO_CALLER, NO_TARGET, NO_FAILURE);
    }

    static TrafficRecord traffic(Instant window) {
        var caller = new Caller("shop", "checkout", null, "prod", "eu");
        var target = new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat", null, null);
        return new TrafficRecord("emitter-1", 7, window, caller, target, 90, null);
    }

    static TrafficRecord emptyTraffic() {
        return new TrafficRecord("emitter-1", 7, NOON, NO_CALLER, NO_TARGET, 90, null);
    }

    private static ErrorEvent event(Instant idTime, Instant time, Caller caller, Target target, Failure failure) {
        return new ErrorEvent(
                EventIds.derived(idTime, "sample".getBytes(UTF_8)),
                time,
                caller,
                target,
                failure,
                new Ids("req-1", null, null, null, null),
                new Attempt(1, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }
}
