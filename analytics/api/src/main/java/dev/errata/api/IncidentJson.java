package dev.errata.api;

import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.IncidentText;
import dev.errata.store.incident.Care;
import dev.errata.store.query.FindIncident;
import dev.errata.store.query.FindIncident.Message;
import dev.errata.store.query.FindIncident.Update;
import dev.errata.store.query.FoundIncident;
import dev.errata.store.query.ListIncidents;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Incidents as the API shows them: as they stand in the topic, then what Errata and people add. */
final class IncidentJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> ROLES = List.of("first", "last", "typical");

    private IncidentJson() {}

    static ObjectNode of(ListIncidents.Answer page) {
        var json = JSON.objectNode();
        var list = json.putArray("incidents");
        page.incidents().forEach(found -> list.add(of(found)));
        return json.put("next", page.next().map(IncidentParameters::text).orElse(null));
    }

    static ObjectNode of(FoundIncident found) {
        var text = IncidentText.of(found.incident());
        var json = IncidentCodec.toJson(found.incident())
                .put("title", text.title())
                .put("text", text.body());
        put(json, found.care());
        return json;
    }

    static ObjectNode of(FindIncident.Answer answer, IncidentEvidence.Found evidence) {
        var json = of(answer.found());
        json.set(
                "catalogue",
                IncidentText.meaning(answer.found().incident())
                        .map(entry -> entry.toJson())
                        .orElse(null));
        var updates = json.putArray("updates");
        answer.updates().forEach(update -> put(updates, update));
        var messages = json.putArray("notifications");
        answer.messages().forEach(message -> put(messages, message));
        var events = json.putObject("events");
        ROLES.forEach(role -> put(events.putArray(role), role, evidence.exhibits()));
        put(json.putObject("rates"), evidence);
        json.set("calls", evidence.calls().toJson());
        return json;
    }

    private static void put(ObjectNode json, Care care) {
        if (care.acknowledgedAt() == null) {
            json.putNull("acknowledged");
        } else {
            json.putObject("acknowledged")
                    .put("at", text(care.acknowledgedAt()))
                    .put("by", care.acknowledgedBy());
        }
        if (care.snoozedUntil() == null) {
            json.putNull("snoozed");
        } else {
            json.putObject("snoozed").put("until", text(care.snoozedUntil())).put("by", care.snoozedBy());
        }
    }

    private static void put(ArrayNode updates, Update update) {
        updates.addObject()
                .put("revision", update.revision())
                .put("at", update.at().toString())
                .put("state", update.state())
                .put("severity", update.severity());
    }

    private static void put(ArrayNode messages, Message message) {
        messages.addObject()
                .put("receiver", message.receiver())
                .put("what", message.what())
                .put("severity", message.severity())
                .put("due_at", message.dueAt().toString())
                .put("sent_at", text(message.sentAt()))
                .put("attempts", message.attempts())
                .put("failures", message.failures())
                .put("failing", message.failing())
                .put("last_error", message.lastError())
                .put("next_at", text(message.nextAt()))
                .put("outcome", message.outcome());
    }

    private static void put(ArrayNode list, String role, List<ObjectNode> exhibits) {
        exhibits.stream()
                .filter(exhibit -> exhibit.path("role").asString("").equals(role))
                .forEach(exhibit -> list.add(exhibit.deepCopy().without("role")));
    }

    private static void put(ObjectNode rates, IncidentEvidence.Found evidence) {
        rates.put("from", evidence.grid().from().toString())
                .put("to", evidence.grid().to().toString())
                .put("step_s", evidence.grid().step().toSeconds())
                .put("usual_errors", evidence.usualPerStep())
                .put("errors", evidence.errors());
        RatesHandler.putPoints(rates.putArray("points"), evidence.series());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
