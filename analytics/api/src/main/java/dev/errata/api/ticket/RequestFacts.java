package dev.errata.api.ticket;

import dev.errata.api.ticket.Paper.Fact;
import dev.errata.contract.ErrorEvent;
import dev.errata.core.ticket.Ticket;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The facts of the leading failure, those first that the provider looks for first. */
final class RequestFacts {
    private final Ticket ticket;
    private final Optional<ZoneId> zone;
    private final Paper paper;
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    RequestFacts(Ticket ticket, Optional<ZoneId> zone, Paper paper) {
        this.ticket = ticket;
        this.zone = zone;
        this.paper = paper;
    }

    List<Fact> all() {
        var event = ticket.lead().event();
        ids(event);
        time(event);
        call(event);
        failure(event);
        caller(event);
        var ordered = new ArrayList<Fact>();
        ticket.profile()
                .firstFields()
                .forEach(field -> Optional.ofNullable(facts.remove(field)).ifPresent(ordered::add));
        ordered.addAll(facts.values());
        return ordered;
    }

    private void ids(ErrorEvent event) {
        var ids = event.ids();
        recorded("request_id", requestIdLabel(), ids.requestId());
        recorded("provider_request_id", "provider request id", ids.providerRequestId());
        recorded("task_id", "task id", ids.taskId());
        recorded("call_id", "call id (ours)", ids.callId());
        recorded("trace_id", "trace id (ours)", ids.traceId());
        recorded("event_id", "event id (ours)", event.eventId().toString());
    }

    private String requestIdLabel() {
        var name = ticket.profile().idName();
        return name.replace('_', ' ').equals("request id") ? "request id" : "request id (" + name + ")";
    }

    private void time(ErrorEvent event) {
        var local = zone.map(there -> ", locally " + Wording.local(event.time(), there))
                .orElse("");
        said("time", "failed at", Wording.exactUtc(event.time()) + local);
    }

    private void call(ErrorEvent event) {
        var target = event.target();
        recorded("provider", "provider", target.provider());
        recorded("model", "model", target.model());
        recorded("operation", "endpoint", target.operation());
        said("streaming", "streaming", target.streaming() == null ? null : target.streaming() ? "yes" : "no");
        recorded("key_id", "API key (fingerprint)", target.keyId());
    }

    private void failure(ErrorEvent event) {
        var failure = event.failure();
        said(
                "status",
                "status",
                failure.status() == null ? noStatus() : failure.status().toString());
        recorded("code", "code", failure.code());
        recorded("type", "type", failure.type());
        recorded("param", "parameter", failure.param());
        var attempt = event.attempt();
        said(
                "attempt",
                "attempt",
                attempt.number() == null ? null : attempt.number().toString());
        millis("latency_ms", "failed after", attempt.latencyMs());
        millis("timeout_ms", "our time limit", attempt.timeoutMs());
        millis("retry_after_ms", "Retry-After", attempt.retryAfterMs());
        recorded("limit_kind", "limit", attempt.limitKind());
    }

    private String noStatus() {
        return TicketLetter.isTask(ticket.lead()) ? "none: the task had been accepted" : "none: no answer came";
    }

    private void caller(ErrorEvent event) {
        var caller = event.caller();
        recorded("region", "our region", caller.region());
        recorded("env", "environment", caller.env());
        recorded("app", "application", caller.app());
        recorded("app_version", "application version", caller.appVersion());
        new TreeMap<>(event.attributes())
                .forEach((name, value) -> recorded("attributes." + name, Visible.line(name), value));
    }

    private void recorded(String field, String label, @Nullable String value) {
        said(field, label, value == null ? null : paper.code(value));
    }

    private void millis(String field, String label, @Nullable Long millis) {
        said(field, label, millis == null ? null : Wording.duration(Duration.ofMillis(millis)));
    }

    private void said(String field, String label, @Nullable String words) {
        if (words != null) {
            facts.put(field, new Fact(label, words));
        }
    }
}
