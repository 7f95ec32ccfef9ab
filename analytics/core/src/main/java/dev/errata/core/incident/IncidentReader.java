package dev.errata.core.incident;

import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Missing;
import dev.errata.core.incident.Incident.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what {@link IncidentCodec} wrote. */
final class IncidentReader {
    private IncidentReader() {}

    static Incident read(JsonNode object) {
        return new Incident(
                UUID.fromString(object.path("id").stringValue()),
                object.path("revision").intValue(),
                object.path("project").stringValue(),
                constant(Kind.class, object.path("kind")),
                new Scope(readMap(object.path("scope"))),
                constant(State.class, object.path("state")),
                new Times(
                        instant(object.path("started_at")),
                        instant(object.path("opened_at")),
                        instant(object.path("updated_at")),
                        object.has("ended_at") ? instant(object.path("ended_at")) : null),
                constant(Severity.class, object.path("severity")),
                constant(Owner.class, object.path("owner")),
                object.has("quiet") ? object.path("quiet").stringValue() : null,
                readEvidence(object.path("evidence")),
                readExplanation(object.path("explanation")),
                readContext(object.path("context")),
                list(object.path("members"), member -> new Scope(readMap(member))));
    }

    private static Evidence readEvidence(JsonNode object) {
        return new Evidence(
                object.path("observed").longValue(),
                object.path("expected").doubleValue(),
                object.path("window_s").longValue(),
                object.has("requests") ? object.path("requests").longValue() : null,
                object.has("usual_ratio") ? object.path("usual_ratio").doubleValue() : null,
                object.path("score").doubleValue(),
                object.path("peak").longValue(),
                object.path("errors").longValue(),
                object.has("last_minute") ? object.path("last_minute").longValue() : null);
    }

    private static Explanation readExplanation(JsonNode object) {
        var slices = list(
                object.path("slices"),
                slice -> new Slice(
                        readMap(slice.path("where")),
                        slice.path("observed").doubleValue(),
                        slice.path("expected").doubleValue(),
                        slice.path("share").doubleValue()));
        return new Explanation(
                constant(Explanation.Kind.class, object.path("kind")), slices, readRates(object.path("rates")));
    }

    private static Explanation.@Nullable Rates readRates(JsonNode object) {
        return object.isMissingNode()
                ? null
                : new Explanation.Rates(
                        object.path("now").doubleValue(),
                        object.path("usual").doubleValue(),
                        object.path("without").doubleValue());
    }

    private static Context readContext(JsonNode object) {
        return new Context(
                object.path("apps").intValue(),
                list(object.path("app_names"), JsonNode::stringValue),
                list(object.path("healthy_models"), JsonNode::stringValue),
                list(
                        object.path("changes"),
                        change -> new FirstSeen(
                                change.path("dimension").stringValue(),
                                change.path("value").stringValue(),
                                instant(change.path("at")),
                                textOrNull(change.path("app")),
                                textOrNull(change.path("before")))),
                object.has("missing") ? list(object.path("missing"), IncidentReader::readMissing) : List.of());
    }

    private static Missing readMissing(JsonNode object) {
        return new Missing(
                object.path("app").stringValue(),
                object.path("field").stringValue(),
                object.path("share").doubleValue());
    }

    private static @Nullable String textOrNull(JsonNode node) {
        return node.isMissingNode() ? null : node.stringValue();
    }

    private static Instant instant(JsonNode node) {
        return Instant.parse(node.stringValue());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode node) {
        return Enum.valueOf(type, node.stringValue().toUpperCase(Locale.ROOT));
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> element) {
        if (node instanceof ArrayNode array) {
            return array.values().stream().map(element).toList();
        }
        throw new IllegalArgumentException("not an array");
    }

    private static SortedMap<String, String> readMap(JsonNode node) {
        if (!(node instanceof ObjectNode)) {
            throw new IllegalArgumentException("not an object");
        }
        var map = new TreeMap<String, String>();
        node.properties()
                .forEach(member -> map.put(member.getKey(), member.getValue().stringValue()));
        return map;
    }
}
