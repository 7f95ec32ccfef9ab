package dev.errata.core.incident;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.Reason;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link Incident}s as they stand in the topic of incidents: one JSON object, names in snake case, enums in lower case;
 * what is null is left out.
 *
 * <pre>{@code
 * {"id":"…","revision":0,"project":"default","kind":"spike","scope":{"code":"429"},"state":"open",
 *  "started_at":"…","opened_at":"…","updated_at":"…","severity":"critical","owner":"quota",
 *  "evidence":{"observed":120,"expected":1.2,"window_s":30,"score":44.1,"peak":60,"errors":120},
 *  "explanation":{"kind":"count","slices":[{"where":{"model":"m"},"observed":110.0,"expected":1.0,"share":0.92}]},
 *  "context":{"apps":2,"app_names":["a","b"],"healthy_models":[],"changes":[]},"members":[{"model":"m"}]}
 * }</pre>
 */
public final class IncidentCodec {
    private IncidentCodec() {}

    /** Names the incident in the topic; the last value under it is how it stands. */
    public static String key(Incident incident) {
        return incident.project() + "/" + incident.id();
    }

    /** The whole incident as JSON. */
    public static byte[] encode(Incident incident) {
        return Json.write(toJson(incident));
    }

    /** The same as a tree. */
    public static ObjectNode toJson(Incident incident) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("id", incident.id().toString());
        object.put("revision", incident.revision());
        object.put("project", incident.project());
        object.put("kind", name(incident.kind()));
        object.set("scope", map(incident.scope().where()));
        object.put("state", name(incident.state()));
        object.put("started_at", incident.times().startedAt().toString());
        object.put("opened_at", incident.times().openedAt().toString());
        object.put("updated_at", incident.times().updatedAt().toString());
        var ended = incident.times().endedAt();
        if (ended != null) {
            object.put("ended_at", ended.toString());
        }
        object.put("severity", name(incident.severity()));
        object.put("owner", name(incident.owner()));
        if (incident.quiet() != null) {
            object.put("quiet", incident.quiet());
        }
        object.set("evidence", evidence(incident.evidence()));
        object.set("explanation", explanation(incident.explanation()));
        object.set("context", context(incident.context()));
        var members = object.putArray("members");
        incident.members().forEach(member -> members.add(map(member.where())));
        return object;
    }

    private static ObjectNode evidence(Evidence evidence) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("observed", evidence.observed());
        object.put("expected", evidence.expected());
        object.put("window_s", evidence.windowSeconds());
        if (evidence.requests() != null) {
            object.put("requests", evidence.requests());
        }
        if (evidence.usualRatio() != null) {
            object.put("usual_ratio", evidence.usualRatio());
        }
        object.put("score", evidence.score());
        object.put("peak", evidence.peak());
        object.put("errors", evidence.errors());
        if (evidence.lastMinute() != null) {
            object.put("last_minute", evidence.lastMinute());
        }
        return object;
    }

    private static ObjectNode explanation(Explanation explanation) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("kind", name(explanation.kind()));
        var slices = object.putArray("slices");
        explanation.slices().forEach(slice -> {
            var one = slices.addObject();
            one.set("where", map(slice.where()));
            one.put("observed", slice.observed());
            one.put("expected", slice.expected());
            one.put("share", slice.share());
        });
        var rates = explanation.rates();
        if (rates != null) {
            object.putObject("rates")
                    .put("now", rates.now())
                    .put("usual", rates.usual())
                    .put("without", rates.without());
        }
        return object;
    }

    private static ObjectNode context(Context context) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("apps", context.apps());
        context.appNames().forEach(object.putArray("app_names")::add);
        context.healthyModels().forEach(object.putArray("healthy_models")::add);
        var changes = object.putArray("changes");
        context.changes().forEach(change -> put(changes.addObject(), change));
        if (!context.missing().isEmpty()) {
            var missing = object.putArray("missing");
            context.missing()
                    .forEach(one -> missing.addObject()
                            .put("app", one.app())
                            .put("field", one.field())
                            .put("share", one.share()));
        }
        return object;
    }

    private static void put(ObjectNode object, FirstSeen change) {
        object.put("dimension", change.dimension())
                .put("value", change.value())
                .put("at", change.at().toString());
        if (change.app() != null) {
            object.put("app", change.app());
        }
        if (change.before() != null) {
            object.put("before", change.before());
        }
    }

    private static ObjectNode map(Map<String, String> map) {
        var object = JsonNodeFactory.instance.objectNode();
        map.forEach(object::put);
        return object;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads what {@link #encode} wrote; members that it does not know are passed over.
     *
     * @throws InvalidRecordException when it is something else
     */
    public static Incident decode(byte[] json) throws InvalidRecordException {
        var object = Json.parse(json);
        try {
            return IncidentReader.read(object);
        } catch (DateTimeException | JsonNodeException | IllegalArgumentException e) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "not an incident");
        }
    }
}
