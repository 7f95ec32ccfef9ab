package dev.errata.api.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Times;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.CallStory;
import dev.errata.core.ticket.ErrorRate;
import dev.errata.core.ticket.FailureKind;
import dev.errata.core.ticket.ProviderProfile;
import dev.errata.core.ticket.Recorded;
import dev.errata.core.ticket.Redactions;
import dev.errata.core.ticket.RelatedIncident;
import dev.errata.core.ticket.Ticket;
import dev.errata.core.ticket.Try;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ticket as JSON: all of it, always in the same order. What is not known is left out, but for the numbers of an
 * incident's calls, which are null.
 */
final class TicketJson {
    private static final ErrorEventCodec EVENTS = new ErrorEventCodec();
    private static final CallOutcomeCodec OUTCOMES = new CallOutcomeCodec();

    private TicketJson() {}

    static ObjectNode of(Ticket ticket) {
        var json = JsonNodeFactory.instance.objectNode();
        putAll(json, "asked", ticket.asked());
        putAll(json, "not_found", ticket.notFound());
        json.set("send_to", profile(ticket.profile()));
        json.put("lead", ticket.lead().event().eventId().toString());
        var failures = json.putArray("failures");
        ticket.failures().forEach(failure -> failures.add(failure(failure)));
        json.put("more_failures", ticket.moreFailures());
        var calls = json.putArray("calls");
        ticket.calls().forEach(call -> calls.add(call(call)));
        json.put("more_calls", ticket.moreCalls());
        var kinds = json.putArray("errors");
        ticket.kinds().forEach(kind -> kinds.add(kind(kind)));
        var incidents = json.putArray("incidents");
        ticket.incidents().forEach(related -> incidents.add(incident(related)));
        json.set("redaction", redactions(ticket.redactions()));
        return json;
    }

    private static ObjectNode profile(ProviderProfile profile) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("provider", profile.provider());
        json.put("name", profile.name());
        json.put("id_name", profile.idName());
        put(json, "support", profile.support());
        put(json, "status_page", profile.statusPage());
        put(json, "request_log", profile.requestLog());
        put(json, "hint", profile.hint());
        return json;
    }

    private static ObjectNode failure(Recorded failure) {
        return EVENTS.toJson(failure.event())
                .put("received_at", Times.format(failure.receivedAt()))
                .put("fingerprint", failure.fingerprint())
                .put("body", body(failure));
    }

    private static String body(Recorded failure) {
        return failure.event().rawBody() != null ? "kept" : failure.bodyLeftOut() ? "left_out" : "none";
    }

    private static ObjectNode call(CallStory call) {
        var json = JsonNodeFactory.instance.objectNode();
        put(json, "call_id", call.callId());
        put(json, "task_id", call.taskId());
        var attempts = json.putArray("attempts");
        call.tries().forEach(each -> attempts.add(attempt(each)));
        var steps = json.putArray("outcomes");
        call.steps().forEach(step -> steps.add(outcome(step)));
        return json;
    }

    static ObjectNode outcome(CallOutcome step) {
        return OUTCOMES.toJson(step);
    }

    static ObjectNode attempt(Try each) {
        var event = each.failed().event();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("event_id", event.eventId().toString());
        json.put("time", Times.format(event.time()));
        put(json, "request_id", event.ids().requestId());
        put(json, "attempt", event.attempt().number());
        put(json, "model", event.target().model());
        put(json, "status", event.failure().status());
        put(json, "code", event.failure().code());
        putMillis(json, "since_previous_ms", each.sincePrevious());
        putMillis(json, "waited_ms", each.waited());
        json.put("missing_before", each.missingBefore());
        put(json, "retry_after_ms", event.attempt().retryAfterMs());
        if (each.heeded() != null) {
            json.put("retry_after_heeded", each.heeded().name().toLowerCase(Locale.ROOT));
        }
        return json;
    }

    private static ObjectNode kind(FailureKind kind) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("fingerprint", kind.example().fingerprint());
        json.put("example", kind.example().event().eventId().toString());
        json.put("in_ticket", kind.count());
        var entry = kind.meaning().entry();
        if (entry != null) {
            json.set("meaning", meaning(entry));
        }
        json.set("near", alike(kind.near()));
        json.set("day", alike(kind.day()));
        kind.rate().ifPresent(rate -> json.set("rate", rate(rate)));
        return json;
    }

    private static ObjectNode meaning(CatalogueEntry entry) {
        var all = entry.toJson();
        return all.retain(List.of("key", "title", "meaning", "causes", "solution", "owner", "retry", "origin"));
    }

    private static ObjectNode alike(Alike alike) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("from", Times.format(alike.from()));
        json.put("to", Times.format(alike.to()));
        json.put("failures", alike.count());
        json.put("at_least", alike.isFloor());
        put(json, "first_seen", alike.firstSeen() == null ? null : Times.format(alike.firstSeen()));
        put(json, "last_seen", alike.lastSeen() == null ? null : Times.format(alike.lastSeen()));
        putShares(json, "models", alike.models());
        putShares(json, "apps", alike.apps());
        return json;
    }

    private static void putShares(ObjectNode json, String name, List<Alike.Share> shares) {
        var list = json.putArray(name);
        shares.forEach(share -> list.addObject().put("name", share.name()).put("failures", share.count()));
    }

    private static ObjectNode rate(ErrorRate rate) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("from", Times.format(rate.from()))
                .put("to", Times.format(rate.to()))
                .put("errors", rate.errors())
                .put("requests", rate.requests())
                .put("rate", rate.rate());
    }

    private static ObjectNode incident(RelatedIncident related) {
        var json = IncidentCodec.toJson(related.incident())
                .put("title", IncidentText.of(related.incident()).title())
                .put("failures_in_ticket", related.failures());
        json.set("calls", related.calls().toJson());
        return json;
    }

    private static ObjectNode redactions(Redactions redactions) {
        var json = JsonNodeFactory.instance.objectNode();
        var masked = json.putObject("masked");
        redactions.masked().forEach((field, kinds) -> putAll(masked, field, kinds));
        putAll(json, "altered", redactions.altered());
        return json.put("bodies_left_out", redactions.bodiesLeftOut());
    }

    private static void putAll(ObjectNode json, String name, Collection<String> texts) {
        texts.forEach(json.putArray(name)::add);
    }

    private static void putMillis(ObjectNode json, String name, @Nullable Duration duration) {
        if (duration != null) {
            json.put(name, duration.toMillis());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Number value) {
        if (value != null) {
            json.put(name, value.longValue());
        }
    }
}
