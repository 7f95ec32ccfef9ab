package dev.errata.api;

import dev.errata.contract.Ids;
import dev.errata.http.Access;
import dev.errata.http.ApiException;
import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.query.FindDeadLetters;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FindOutcomes;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.Queries;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The events with some id, and how their calls and tasks went on. The id is the last part of the path or, since a path
 * cannot carry every id, the query parameter {@code id}.
 */
final class EventsHandler implements Handler {
    private static final String PARAM = "id";

    private final Queries queries;
    private final EventJson json;

    EventsHandler(Queries queries, EventJson json) {
        this.queries = queries;
        this.json = json;
    }

    @Override
    public void handle(Context ctx) {
        var project = Access.project(ctx);
        var id = id(ctx);
        var found = queries.findEvents().answer(new FindEvents.Question(project, id));
        var subjects = Stream.concat(Stream.of(id), found.events().stream().flatMap(EventsHandler::subjects));
        var outcomes = queries.findOutcomes().answer(new FindOutcomes.Question(project, subjects.toList()));
        if (found.events().isEmpty() && outcomes.isEmpty()) {
            throw absent(project, id);
        }
        ctx.json(json.of(id, found, outcomes));
    }

    private static String id(Context ctx) {
        var sent = ctx.pathParamMap().getOrDefault(PARAM, Objects.requireNonNullElse(ctx.queryParam(PARAM), ""));
        if (sent.isBlank()) {
            throw ApiException.badRequest("Which event? Name any of its ids: /api/v1/events/{id}, or ?id=")
                    .withParam(PARAM);
        }
        return Ids.canonical(sent);
    }

    private static Stream<String> subjects(FoundEvent found) {
        var ids = found.event().ids();
        return Stream.of(ids.callId(), ids.taskId()).filter(Objects::nonNull);
    }

    private ApiException absent(String project, String id) {
        var refused = queries.findDeadLetters().answer(new FindDeadLetters.Question(project, id));
        return refused.isEmpty() ? unknown(id) : deadLettered(id, refused);
    }

    private static ApiException unknown(String id) {
        return ApiException.notFound(
                        "No event has " + id + " as its event_id, request_id, provider_request_id, task_id,"
                                + " trace_id or call_id. An event is found a few seconds after it was sent: if this one is"
                                + " newer, ask again. Otherwise it was never sent, or it is older than events are kept")
                .withParam(PARAM);
    }

    private ApiException deadLettered(String id, List<DeadLetter> refused) {
        var last = refused.getFirst();
        return ApiException.notFound(
                        "dead_lettered",
                        "The event " + id + " was refused as " + last.why().reason() + ": "
                                + last.why().detail()
                                + ". The record itself is in topic " + last.id().topic() + ", partition "
                                + last.id().partition() + ", offset "
                                + last.id().offset())
                .withParam(PARAM)
                .withMember("dead_letters", json.of(refused));
    }
}
