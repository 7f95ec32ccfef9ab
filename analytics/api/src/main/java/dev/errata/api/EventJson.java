package dev.errata.api;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.ListEvents;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Found events as the API shows them: the contract's own JSON, then what Errata knows beside it. */
final class EventJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ErrorEventCodec events = new ErrorEventCodec();
    private final CallOutcomeCodec outcomes = new CallOutcomeCodec();
    private final MeaningJson meanings;

    EventJson(MeaningJson meanings) {
        this.meanings = meanings;
    }

    ObjectNode of(String id, FindEvents.Answer found, List<CallOutcome> steps) {
        var json = JSON.objectNode().put("id", id);
        var list = json.putArray("events");
        found.events().forEach(event -> list.add(of(event)));
        var story = json.putArray("outcomes");
        steps.forEach(step -> story.add(outcomes.toJson(step)));
        return json.put("truncated", found.truncated());
    }

    /** A page of those that were not looked for by an id. */
    ObjectNode of(ListEvents.Answer page) {
        var json = JSON.objectNode();
        var list = json.putArray("events");
        page.events().forEach(event -> list.add(listed(event)));
        return json.put("next", page.next().map(EventParameters::text).orElse(null));
    }

    /** One that was not looked for by an id. */
    ObjectNode listed(FoundEvent found) {
        return of(found).without("matched");
    }

    private ObjectNode of(FoundEvent found) {
        var json = events.toJson(found.event())
                .put("matched", found.matched().column())
                .put("received_at", found.receivedAt().toString());
        if (found.claimedTime() != null) {
            json.put("claimed_time", Objects.toString(found.claimedTime()));
        }
        json.put("fingerprint", found.fingerprint());
        if (found.bodyLeftOut()) {
            json.putArray("left_out").add("raw_body");
        }
        meanings.explain(json, found.event());
        return json;
    }
}
