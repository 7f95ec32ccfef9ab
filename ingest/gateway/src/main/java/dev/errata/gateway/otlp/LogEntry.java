package dev.errata.gateway.otlp;

import static dev.errata.gateway.otlp.EventFields.put;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One log record, and where it stands in its request. */
record LogEntry(int index, LogRecord log, Attributes resource, Attributes own) {
    /** The conventions' own events for a failed call: one for each failed span. */
    private static final Set<String> CALL_FAILED =
            Set.of("gen_ai.client.operation.exception", "http.client.request.exception");

    /** In the name of an event it says that this side was called. */
    private static final String SERVER_SIDE = ".server.";

    private static final String EXCEPTION = "exception.";
    private static final String GEN_AI = "gen_ai.";
    private static final int SEVERITY_ERROR = 17;

    static LogEntry of(int index, LogRecord log, Attributes resource) {
        return new LogEntry(index, log, resource, Attributes.of(log.getAttributesList()));
    }

    boolean tellsOfFailedCall() {
        if (eventName().contains(SERVER_SIDE)) {
            return false;
        }
        return isCallFailed()
                || own.hasAny(EXCEPTION)
                || own.has(Name.ERROR_TYPE)
                || FailureFields.isFailure(FailureFields.status(own))
                || (own.hasAny(GEN_AI) && log.getSeverityNumberValue() >= SEVERITY_ERROR);
    }

    ErrorEvent toEvent(RequestIdentity identity, Instant now) throws InvalidRecordException {
        var time = Times.first("time_unix_nano", log.getTimeUnixNano(), log.getObservedTimeUnixNano());
        var event = EventFields.labels(resource, own, own);
        event.put("time", time.toString());
        EventFields.putDetails(event, resource, own, own);
        put(event, "provider", FailureFields.putFailure(event, own, text(), now));
        putIds(event, identity, time);
        return Signal.EVENTS.decode(event, identity.content(index));
    }

    /** The conventions' own events share their ids with the failed span; of others a span may have many. */
    private void putIds(ObjectNode event, RequestIdentity identity, Instant time) {
        put(event, "trace_id", SpanIds.trace(log.getTraceId()));
        if (isCallFailed() && SpanIds.areWhole(log.getTraceId(), log.getSpanId())) {
            put(event, "call_id", SpanIds.span(log.getSpanId()));
            put(
                    event,
                    "event_id",
                    identity.ofSpan(log.getTraceId(), log.getSpanId(), time).toString());
        }
        put(event, "event_id", own.text(Name.RECORD_UID));
    }

    private boolean isCallFailed() {
        return CALL_FAILED.contains(eventName());
    }

    private String eventName() {
        var old = own.text(Name.EVENT_NAME);
        return log.getEventName().isEmpty() && old != null ? old : log.getEventName();
    }

    private @Nullable String text() {
        var message = own.text(Name.EXCEPTION_MESSAGE);
        return message == null ? Values.text(log.getBody()) : message;
    }
}
