package dev.errata.api;

import dev.errata.contract.CatalogueEntry;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.normalise.Cause;
import dev.errata.contract.normalise.Limit;
import dev.errata.contract.normalise.Meaning;
import dev.errata.store.query.NearestModels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What events mean, derived whenever they are read: better tables help old events, too. What nobody knows is left out.
 */
final class MeaningJson {
    private static final Set<Cause> NAMES_NO_MODEL = EnumSet.of(Cause.MODEL_UNKNOWN, Cause.MODEL_DEPRECATED);

    /** How far back a model's successes count. */
    private static final Duration LOOK_BACK = Duration.ofDays(7);

    private final NearestModels models;
    private final InstantSource clock;

    MeaningJson(NearestModels models, InstantSource clock) {
        this.models = models;
        this.clock = clock;
    }

    /** Adds it to the event's JSON; fields that the event has itself stay as they are. */
    void explain(ObjectNode json, ErrorEvent event) {
        var meaning = Meaning.of(event);
        put(json, "cause", meaning.cause());
        limit(json, event, meaning.limit());
        if (event.failure().param() == null && meaning.param() != null) {
            json.put("param", meaning.param());
        }
        if (meaning.entry() != null) {
            explain(json, meaning.entry());
        }
        if (NAMES_NO_MODEL.contains(meaning.cause()) && event.target().model() != null) {
            nearest(json, event, event.target().model());
        }
    }

    private static void limit(ObjectNode json, ErrorEvent event, Limit limit) {
        if (event.attempt().limitKind() == null) {
            put(json, "limit_kind", limit.kind());
        }
        put(json, "limit_scope", limit.scope());
        put(json, "limit_enforcer", limit.enforcer());
        if (limit.resetMs() != null) {
            json.put("limit_resets_at", event.time().plusMillis(limit.resetMs()).toString());
        }
    }

    private static void explain(ObjectNode json, CatalogueEntry entry) {
        var known = entry.toJson();
        json.put("catalogue", entry.key());
        json.set("owner", known.get("owner"));
        json.set("retry", known.get("retry"));
    }

    private void nearest(ObjectNode json, ErrorEvent event, String model) {
        var since = clock.instant().minus(LOOK_BACK);
        var project = event.caller().projectOrDefault();
        var near =
                models.answer(new NearestModels.Question(project, event.target().provider(), model, since));
        if (!near.isEmpty()) {
            near.forEach(json.putArray("nearest_models")::add);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Enum<?> constant) {
        if (constant != null) {
            json.put(name, constant.name().toLowerCase(Locale.ROOT));
        }
    }
}
