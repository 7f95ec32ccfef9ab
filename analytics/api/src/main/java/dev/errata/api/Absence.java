package dev.errata.api;

import dev.errata.contract.EventIds;
import dev.errata.http.ApiException;
import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.query.EventHorizon;
import dev.errata.store.query.FindDeadLetters;
import dev.errata.store.query.Queries;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Why nothing is found under an id, as far as that can be told. */
final class Absence {
    private static final String PARAM = "id";

    private final Queries queries;

    Absence(Queries queries) {
        this.queries = queries;
    }

    /** The answer to whoever asked for it. */
    ApiException of(String project, String id) {
        var refused = queries.findDeadLetters().answer(new FindDeadLetters.Question(project, id));
        if (!refused.isEmpty()) {
            return deadLettered(id, refused);
        }
        var horizon = queries.eventHorizon().answer(project);
        return born(id).flatMap(time -> byTime(id, time, horizon)).orElseGet(() -> unknown(id, horizon));
    }

    /** An event's own id tells when it was born; no other id does. */
    private static Optional<Instant> born(String id) {
        try {
            return Optional.of(UUID.fromString(id)).filter(EventIds::isValid).map(EventIds::time);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<ApiException> byTime(String id, Instant born, EventHorizon.Answer horizon) {
        if (EventHorizon.isExpired(horizon, born)) {
            return Optional.of(ApiException.notFound(
                            "expired",
                            "If " + id + " is an event, it is of " + born + ", and nothing older than "
                                    + horizon.oldestDay().map(Objects::toString).orElse("") + " is kept any more")
                    .withParam(PARAM));
        }
        return horizon.newestReceived()
                .filter(born::isAfter)
                .map(newest -> ApiException.notFound(
                                "not_stored_yet",
                                "If " + id + " is an event, it is of " + born
                                        + ", and the newest that is stored came in at "
                                        + newest
                                        + ": ask again in a few seconds. If that does not help, storing lags behind, or"
                                        + " the event was never sent; errata_sink_lag and the emitter's own losses tell")
                        .withParam(PARAM));
    }

    private static ApiException unknown(String id, EventHorizon.Answer horizon) {
        return ApiException.notFound(
                        "No event has " + id + " as its event_id, request_id, provider_request_id, task_id,"
                                + " trace_id or call_id, and none of that event_id or request_id was refused. Stored is "
                                + span(horizon)
                                + ". An event is found a few seconds after it was sent: if this one is newer, ask"
                                + " again. Otherwise it is older, or was never sent; whether an emitter lost it, its own counters"
                                + " tell")
                .withParam(PARAM);
    }

    private static String span(EventHorizon.Answer horizon) {
        return horizon.newestReceived()
                .map(newest -> "what came in from "
                        + horizon.oldestDay().map(Objects::toString).orElse("") + " to " + newest)
                .orElse("nothing of this project");
    }

    private static ApiException deadLettered(String id, List<DeadLetter> refused) {
        var last = refused.getFirst();
        return ApiException.notFound(
                        "dead_lettered",
                        "The event " + id + " was refused as " + last.why().reason() + ": "
                                + last.why().detail()
                                + ". The record itself is in topic " + last.id().topic() + ", partition "
                                + last.id().partition() + ", offset "
                                + last.id().offset())
                .withParam(PARAM)
                .withMember("dead_letters", json(refused));
    }

    private static ArrayNode json(List<DeadLetter> refused) {
        var list = JsonNodeFactory.instance.arrayNode();
        refused.forEach(letter -> list.add(DeadLetterJson.of(letter)));
        return list;
    }
}
