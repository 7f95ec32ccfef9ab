package dev.errata.api;

import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetter.Why;
import dev.errata.store.deadletter.Replayed;
import dev.errata.store.query.ListDeadLetters;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Dead letters, and what became of them, as the API shows them. */
final class DeadLetterJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DeadLetterJson() {}

    static ObjectNode of(ListDeadLetters.Answer page) {
        var json = JSON.objectNode();
        var list = json.putArray("dead_letters");
        page.deadLetters().forEach(letter -> list.add(of(letter)));
        return json.put("next", page.next().map(DeadLetterParameters::text).orElse(null));
    }

    static ObjectNode of(boolean dryRun, List<Replayed> done) {
        var json = JSON.objectNode().put("dry_run", dryRun);
        var list = json.putArray("replayed");
        done.forEach(replayed -> list.add(of(replayed)));
        return json;
    }

    static ObjectNode of(DeadLetter letter) {
        var json = JSON.objectNode()
                .put("id", letter.id().toString())
                .put("topic", letter.id().topic())
                .put("partition", letter.id().partition())
                .put("offset", letter.id().offset())
                .put("last_offset", letter.id().lastOffset())
                .put("records", letter.records())
                .put("received_at", letter.receivedAt().toString())
                .put("last_received_at", letter.lastReceivedAt().toString());
        put(json, letter.why());
        json.put("project", letter.sender().project())
                .put("app", letter.sender().app())
                .put("event_id", letter.eventId() == null ? null : Objects.toString(letter.eventId()))
                .put("request_id", letter.requestId());
        var replay = letter.replay();
        return json.put("replayed_at", replay == null ? null : replay.at().toString())
                .put("stored", replay != null && replay.stored());
    }

    private static ObjectNode of(Replayed replayed) {
        var json = JSON.objectNode()
                .put("id", replayed.id().toString())
                .put("result", replayed.result().code())
                .put("appended", replayed.appended())
                .put("already_stored", replayed.known())
                .put("refused", replayed.refused())
                .put("missing", replayed.missing());
        if (replayed.why() != null) {
            put(json, replayed.why());
        }
        return json;
    }

    private static void put(ObjectNode json, Why why) {
        json.put("reason", why.reason()).put("field", why.field()).put("detail", why.detail());
    }
}
