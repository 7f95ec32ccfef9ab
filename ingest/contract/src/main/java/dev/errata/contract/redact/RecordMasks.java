package dev.errata.contract.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Limits;
import dev.errata.contract.Target;
import dev.errata.contract.Text;
import dev.errata.contract.TrafficRecord;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through the fields of one record, keeps each within its limit, and notes which it altered. */
final class RecordMasks {
    private final Redactor redactor;
    private final TreeSet<String> altered = new TreeSet<>();

    RecordMasks(Redactor redactor) {
        this.redactor = redactor;
    }

    ErrorEvent labels(ErrorEvent event) {
        var caller = caller(event.caller());
        var target = target(event.target());
        var said = event.failure();
        var failure = new Failure(
                said.status(), label("code", said.code()), label("type", said.type()), said.message(), said.param());
        if (altered.isEmpty()) {
            return event;
        }
        return new ErrorEvent(
                event.eventId(),
                event.time(),
                caller,
                target,
                failure,
                event.ids(),
                event.attempt(),
                event.rawBody(),
                event.attributes(),
                altered(event));
    }

    ErrorEvent text(ErrorEvent event) {
        var caller = withVersion(event.caller());
        var target = withOperation(event.target());
        var failure = failure(event.failure());
        var ids = ids(event.ids());
        var attempt = attempt(event.attempt());
        var rawBody = rawBody(event.rawBody());
        var attributes = attributes(event.attributes());
        if (altered.isEmpty()) {
            return event;
        }
        return new ErrorEvent(
                event.eventId(),
                event.time(),
                caller,
                target,
                failure,
                ids,
                attempt,
                rawBody,
                attributes,
                altered(event));
    }

    CallOutcome outcome(CallOutcome outcome) {
        return new CallOutcome(
                id("call_id", outcome.callId()),
                id("task_id", outcome.taskId()),
                outcome.time(),
                outcome.outcome(),
                withVersion(caller(outcome.caller())),
                withOperation(target(outcome.target())),
                outcome.latencyMs());
    }

    TrafficRecord traffic(TrafficRecord traffic) {
        var caller = withVersion(caller(traffic.caller()));
        var target = withOperation(target(traffic.target()));
        var isClean = caller.equals(traffic.caller())
                && target.equals(traffic.target())
                && redactor.redact(traffic.source()).equals(traffic.source());
        return new TrafficRecord(
                isClean ? traffic.source() : identity(traffic),
                traffic.seq(),
                traffic.window(),
                caller,
                target,
                traffic.requests(),
                traffic.calls(),
                traffic.lost());
    }

    /** Behind the mask two records may look alike, and the later would replace the other: so each is a source of its own. */
    private static String identity(TrafficRecord traffic) {
        var all = String.join(
                "\n",
                traffic.source(),
                traffic.caller().toString(),
                traffic.target().toString());
        return "sha256:" + HexFormat.of().formatHex(EventIds.sha256(all.getBytes(UTF_8)));
    }

    private Caller caller(Caller caller) {
        return new Caller(
                label("project", caller.project()),
                label("app", caller.app()),
                caller.appVersion(),
                label("env", caller.env()),
                label("region", caller.region()));
    }

    private Caller withVersion(Caller caller) {
        var version = label("app_version", caller.appVersion());
        return new Caller(caller.project(), caller.app(), version, caller.env(), caller.region());
    }

    private Target target(Target target) {
        return new Target(
                label("provider", target.provider()),
                label("model", target.model()),
                target.operation(),
                target.streaming(),
                target.keyId());
    }

    private Target withOperation(Target target) {
        return new Target(
                target.provider(),
                target.model(),
                label("operation", target.operation()),
                target.streaming(),
                label("key_id", target.keyId()));
    }

    private Failure failure(Failure failure) {
        return new Failure(
                failure.status(),
                failure.code(),
                failure.type(),
                masked("message", failure.message(), Limits.MESSAGE_CHARS),
                label("param", failure.param()));
    }

    private Ids ids(Ids ids) {
        return new Ids(
                id("request_id", ids.requestId()),
                id("provider_request_id", ids.providerRequestId()),
                id("task_id", ids.taskId()),
                id("trace_id", ids.traceId()),
                id("call_id", ids.callId()));
    }

    private Attempt attempt(Attempt attempt) {
        return new Attempt(
                attempt.number(),
                attempt.latencyMs(),
                attempt.timeoutMs(),
                attempt.retryAfterMs(),
                label("limit_kind", attempt.limitKind()));
    }

    private @Nullable String rawBody(@Nullable String body) {
        var masked = masked("raw_body", body, Limits.MESSAGE_CHARS);
        return masked == null ? null : Text.cutToBytes(masked, Limits.RAW_BODY_BYTES);
    }

    /** A mask may be longer than what it hides; values that no longer fit together are cut. */
    private Map<String, String> attributes(Map<String, String> attributes) {
        var masked = new LinkedHashMap<String, String>();
        var room = Limits.ATTRIBUTE_BYTES;
        for (var attribute : new TreeMap<>(attributes).entrySet()) {
            var key = Text.cutToBytes(redactor.redact(attribute.getKey()), room);
            room -= Text.utf8Length(key);
            var value = Text.cutToBytes(redactor.redact(attribute.getKey(), attribute.getValue()), room);
            room -= Text.utf8Length(value);
            masked.put(key, value);
        }
        if (!masked.equals(attributes)) {
            altered.add("attributes");
        }
        return masked;
    }

    /** Few values, again and again. */
    private @Nullable String label(String field, @Nullable String value) {
        return value == null ? null : noted(field, value, redactor.redactLabel(value), Limits.LABEL_CHARS);
    }

    private @Nullable String id(String field, @Nullable String value) {
        return masked(field, value, Limits.ID_CHARS);
    }

    private @Nullable String masked(String field, @Nullable String value, int maxChars) {
        return value == null ? null : noted(field, value, redactor.redact(value), maxChars);
    }

    private String noted(String field, String value, String masked, int maxChars) {
        if (masked.equals(value)) {
            return value;
        }
        altered.add(field);
        return Text.cut(masked, maxChars);
    }

    private List<String> altered(ErrorEvent event) {
        altered.addAll(event.altered());
        return List.copyOf(altered);
    }
}
