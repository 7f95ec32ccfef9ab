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
    private static final String CLIENT = "user_agent";

    /** What support asks for, and only who called can tell: field to its name in a letter. */
    private static final Map<String, String> ASKED_FOR = asked(
            "request_id",
            "request id",
            "model",
            "model",
            "operation",
            "endpoint",
            "streaming",
            "whether it was streaming",
            "region",
            "region",
            "env",
            "environment",
            "app",
            "application",
            "attributes." + CLIENT,
            "client library (attribute " + CLIENT + ")");

    private final Ticket ticket;
    private final Optional<ZoneId> zone;
    private final Paper paper;
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    RequestFacts(Ticket ticket, Optional<ZoneId> zone, Paper paper) {
        this.ticket = ticket;
        this.zone = zone;
        this.paper = paper;
    }

    private static Map<String, String> asked(String... pairs) {
        var asked = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            asked.put(pairs[i], pairs[i + 1]);
        }
        return asked;
    }

    /** What support will ask for and was not recorded of the leading failure, by its name. */
    List<String> missing() {
        var known = collected().keySet();
        return ASKED_FOR.entrySet().stream()
                .filter(asked -> !known.contains(asked.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<Fact> all() {
        var left = new LinkedHashMap<>(collected());
        var ordered = new ArrayList<Fact>();
        ticket.profile()
                .firstFields()
                .forEach(field -> Optional.ofNullable(left.remove(field)).ifPresent(ordered::add));
        ordered.addAll(left.values());
        return ordered;
    }

    private Map<String, Fact> collected() {
        if (!facts.isEmpty()) {
            return facts;
        }
        var event = ticket.lead().event();
        ids(event);
        time(event);
        call(event);
        failure(event);
        caller(event);
        return facts;
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
                .forEach((name, value) -> recorded("attributes." + name, attribute(name), value));
    }

    private static String attribute(String name) {
        return name.equals(CLIENT) ? "client library" : Visible.line(name);
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
