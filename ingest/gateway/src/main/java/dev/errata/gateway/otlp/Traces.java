package dev.errata.gateway.otlp;

import static dev.errata.gateway.otlp.EventFields.put;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.InvalidRecordException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spans: those of a client, of a model or over HTTP, count as calls; those that failed are events, too. A span is counted
 * when it ended, as its failure is. The provider of both is what the span says: only failures have an answer that might
 * give it away, and these would then stand in another series than the calls.
 */
record Traces() implements Signal {

    @Override
    public String name() {
        return "traces";
    }

    @Override
    public String items() {
        return "spans";
    }

    @Override
    public Mapped read(Wire wire, byte[] body, Arrival arrival, LongConsumer memory) {
        var request = wire.read(body, ExportTraceServiceRequest.getDefaultInstance(), memory);
        var identity = new RequestIdentity(request, arrival.project());
        var collected = new Collected();
        var tally = new TrafficTally(identity, arrival.redactor());
        var nodes = SpanNodes.of(request);
        for (var node : nodes) {
            try {
                collect(node, identity, arrival.time(), collected, tally);
            } catch (InvalidRecordException e) {
                collected.refuse(node.index(), e);
            }
        }
        return collected.mapped(nodes.size(), tally.totals());
    }

    @Override
    public byte[] response(Wire wire, long rejected, String message) {
        return wire.response(new Wire.Rejection("rejectedSpans", rejected, message));
    }

    private static void collect(
            SpanNode node, RequestIdentity identity, Instant now, Collected collected, TrafficTally tally)
            throws InvalidRecordException {
        if (!node.isAttempt() && !node.isCall()) {
            collected.ignore(node.isClient() ? Ignored.NOT_AN_ATTEMPT : Ignored.NO_CLIENT_SPAN);
            return;
        }
        var span = node.span();
        var time = Times.first("end_time_unix_nano", span.getEndTimeUnixNano(), span.getStartTimeUnixNano());
        var labels = EventFields.labels(node.resource(), node.own(), node.ofCall());
        tally.add(node, time, labels);
        if (node.isEvent()) {
            collected.event(node.index(), event(node, time, labels, identity, now));
        }
    }

    private static ErrorEvent event(
            SpanNode node, Instant time, ObjectNode event, RequestIdentity identity, Instant now)
            throws InvalidRecordException {
        var span = node.span();
        event.put("time", time.toString());
        EventFields.putDetails(event, node.resource(), node.own(), node.ofCall());
        FailureFields.putFailure(event, node.own(), text(node), now);
        var latency = Times.millisBetween(span.getStartTimeUnixNano(), span.getEndTimeUnixNano());
        if (latency >= 0) {
            event.put("latency_ms", latency);
        }
        putIds(event, node, identity, time);
        return EVENTS.decode(event, identity.content(node.index()));
    }

    private static void putIds(ObjectNode event, SpanNode node, RequestIdentity identity, Instant time) {
        var span = node.span();
        put(event, "trace_id", SpanIds.trace(span.getTraceId()));
        var call = node.call();
        put(event, "call_id", call == null ? null : SpanIds.span(call.span().getSpanId()));
        if (SpanIds.areWhole(span.getTraceId(), span.getSpanId())) {
            put(
                    event,
                    "event_id",
                    identity.ofSpan(span.getTraceId(), span.getSpanId(), time).toString());
        }
    }

    private static @Nullable String text(SpanNode node) {
        var message = node.own().text(Name.EXCEPTION_MESSAGE);
        var description = node.span().getStatus().getMessage();
        return message == null && !description.isBlank() ? description : message;
    }
}
