package dev.errata.contract;

import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** {@link ErrorEvent} as JSON; {@code error-event.schema.json} beside this class describes it to everybody else. */
public final class ErrorEventCodec extends RecordCodec<ErrorEvent> {
    /** The last {@link Attempt#number()}. */
    public static final int MAX_ATTEMPT = 1_000_000;

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
    void write(ErrorEvent event, JsonOutput out) {
        out.startObject();
        out.put("event_id", event.eventId().toString());
        out.put("time", Times.format(event.time()));
        out.put("project", event.caller().project());
        out.put("app", event.caller().app());
        out.put("app_version", event.caller().appVersion());
        out.put("env", event.caller().env());
        out.put("region", event.caller().region());
        out.put("provider", event.target().provider());
        out.put("model", event.target().model());
        out.put("operation", event.target().operation());
        out.put("streaming", event.target().streaming());
        out.put("key_id", event.target().keyId());
        out.put("status", event.failure().status());
        out.put("code", event.failure().code());
        out.put("type", event.failure().type());
        out.put("message", event.failure().message());
        out.put("param", event.failure().param());
        out.put("request_id", event.ids().requestId());
        out.put("provider_request_id", event.ids().providerRequestId());
        out.put("task_id", event.ids().taskId());
        out.put("trace_id", event.ids().traceId());
        out.put("call_id", event.ids().callId());
        out.put("attempt", event.attempt().number());
        out.put("latency_ms", event.attempt().latencyMs());
        out.put("timeout_ms", event.attempt().timeoutMs());
        out.put("retry_after_ms", event.attempt().retryAfterMs());
        out.put("limit_kind", event.attempt().limitKind());
        out.put("raw_body", event.rawBody());
        if (!event.attributes().isEmpty()) {
            out.startObject("attributes");
            new TreeMap<>(event.attributes()).forEach(out::putAny);
            out.endObject();
        }
        if (!event.altered().isEmpty()) {
            out.startArray("altered");
            event.altered().forEach(out::add);
            out.endArray();
        }
        out.endObject();
    }
}
