package dev.errata.contract;

import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** {@link ErrorEvent} as JSON; {@code error-event.schema.json} beside this class describes it to everybody else. */
public final class ErrorEventCodec extends RecordCodec<ErrorEvent> {
    static final int MAX_ATTEMPT = 1_000_000;

    /**
     * As {@link #decode(JsonNode)}, of a record from somebody who knows nothing of event ids: where it brings none, its
     * id follows from its time and the given content.
     */
    public ErrorEvent decode(JsonNode node, byte[] content) throws InvalidRecordException {
        var in = new Fields(node);
        return read(in, in.eventIdOrDerived(content));
    }

    @Override
    public ErrorEvent fitted(ErrorEvent event) throws InvalidRecordException {
        return Fit.isFit(event) ? event : super.fitted(event);
    }

    @Override
    ErrorEvent read(Fields in) throws InvalidRecordException {
        return read(in, in.eventId());
    }

    private static ErrorEvent read(Fields in, UUID id) throws InvalidRecordException {
        return new ErrorEvent(
                id,
                in.time("time"),
                new Caller(
                        in.label("project"),
                        in.label("app"),
                        in.label("app_version"),
                        in.label("env"),
                        in.label("region")),
                new Target(
                        in.label("provider"),
                        in.label("model"),
                        in.label("operation"),
                        in.flag("streaming"),
                        in.label("key_id")),
                new Failure(
                        in.integer("status", 100, 999),
                        in.label("code"),
                        in.label("type"),
                        in.text("message", Limits.MESSAGE_CHARS),
                        in.label("param")),
                new Ids(
                        in.id("request_id"),
                        in.id("provider_request_id"),
                        in.id("task_id"),
                        in.id("trace_id"),
                        in.id("call_id")),
                new Attempt(
                        in.integer("attempt", 1, MAX_ATTEMPT),
                        in.count("latency_ms"),
                        in.count("timeout_ms"),
                        in.count("retry_after_ms"),
                        in.label("limit_kind")),
                in.body("raw_body"),
                in.attributes(),
                in.altered());
    }

    @Override
    void write(ErrorEvent event, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("event_id", event.eventId().toString());
        out.writeStringProperty("time", event.time().toString());
        put(out, "project", event.caller().project());
        put(out, "app", event.caller().app());
        put(out, "app_version", event.caller().appVersion());
        put(out, "env", event.caller().env());
        put(out, "region", event.caller().region());
        put(out, "provider", event.target().provider());
        put(out, "model", event.target().model());
        put(out, "operation", event.target().operation());
        put(out, "streaming", event.target().streaming());
        put(out, "key_id", event.target().keyId());
        put(out, "status", event.failure().status());
        put(out, "code", event.failure().code());
        put(out, "type", event.failure().type());
        put(out, "message", event.failure().message());
        put(out, "param", event.failure().param());
        put(out, "request_id", event.ids().requestId());
        put(out, "provider_request_id", event.ids().providerRequestId());
        put(out, "task_id", event.ids().taskId());
        put(out, "trace_id", event.ids().traceId());
        put(out, "call_id", event.ids().callId());
        put(out, "attempt", event.attempt().number());
        put(out, "latency_ms", event.attempt().latencyMs());
        put(out, "timeout_ms", event.attempt().timeoutMs());
        put(out, "retry_after_ms", event.attempt().retryAfterMs());
        put(out, "limit_kind", event.attempt().limitKind());
        put(out, "raw_body", event.rawBody());
        if (!event.attributes().isEmpty()) {
            out.writeObjectPropertyStart("attributes");
            new TreeMap<>(event.attributes()).forEach(out::writeStringProperty);
            out.writeEndObject();
        }
        if (!event.altered().isEmpty()) {
            out.writeArrayPropertyStart("altered");
            event.altered().forEach(out::writeString);
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
