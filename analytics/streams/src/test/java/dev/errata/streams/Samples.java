package dev.errata.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Attempt;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** Records to pipe: an event is told by its code, totals by their source. */
final class Samples {
    /** Starts a window. */
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Caller CALLER = new Caller("shop", "checkout", null, "prod", "eu");
    private static final Target TARGET = new Target("deepseek", "deepseek-v4-flash", "POST /v1/chat", null, null);

    private Samples() {}

    static ErrorEvent event(String code, Instant time) {
        return event(code, time, time);
    }

    static ErrorEvent event(String code, Instant idTime, Instant time) {
        return new ErrorEvent(
                EventIds.derived(idTime, code.getBytes(UTF_8)),
                time,
                CALLER,
                TARGET,
                new Failure(429, code, "requests", "slow down", null),
                new Ids(null, null, null, null, null),
                new Attempt(1, null, null, null, null),
                null,
                Map.of(),
                List.of());
    }

    static ErrorEvent withModel(ErrorEvent event, String model) {
        var target = event.target();
        return new ErrorEvent(
                EventIds.derived(event.time(), model.getBytes(UTF_8)),
                event.time(),
                event.caller(),
                new Target(target.provider(), model, target.operation(), null, null),
                event.failure(),
                event.ids(),
                event.attempt(),
                null,
                Map.of(),
                List.of());
    }

    static RateKey key(String code) {
        return RateKey.of(event(code, NOON));
    }

    static Partial.Errors errors(String code, Instant window, long count) {
        return new Partial.Errors(List.of(count(code, window, count)));
    }

    static Partial.Count count(String code, Instant window, long count) {
        return new Partial.Count(
                window, window.getEpochSecond(), Bytes.wrap(key(code).toBytes()), count);
    }

    static TrafficRecord traffic(String source, long seq, Instant window, long requests) {
        return new TrafficRecord(source, seq, window, CALLER, TARGET, requests, null);
    }

    /** Totals of logical calls too: half as many as requests, of which one failed and two were rescued. */
    static TrafficRecord trafficWithCalls(String source, long seq, Instant window, long requests) {
        return new TrafficRecord(
                source, seq, window, CALLER, TARGET, requests, new TrafficRecord.Calls(requests / 2, 1, 2));
    }

    static TrafficRecord withModel(TrafficRecord record, String model) {
        var target = record.target();
        return new TrafficRecord(
                record.source(),
                record.seq(),
                record.window(),
                record.caller(),
                new Target(target.provider(), model, target.operation(), null, null),
                record.requests(),
                record.calls());
    }

    static TrafficRecord withOperation(TrafficRecord record, String operation) {
        var target = record.target();
        return new TrafficRecord(
                record.source(),
                record.seq(),
                record.window(),
                record.caller(),
                new Target(target.provider(), target.model(), operation, null, null),
                record.requests(),
                record.calls());
    }
}
