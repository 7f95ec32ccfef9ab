package dev.errata.api;

import dev.errata.contract.Ids;
import dev.errata.core.PastedIds;
import dev.errata.http.Access;
import dev.errata.http.ApiException;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FindOutcomes;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.Queries;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The events with some id, and how their calls and tasks went on. The id is the last part of the path or, since a path
 * cannot carry every id, the query parameter {@code id}. A log line, a header or a JSON body does as well: the first of
 * the ids in it that is known counts.
 */
final class EventsHandler implements Handler {
    private static final String PARAM = "id";

    private final Queries queries;
    private final EventJson json;
    private final Absence absence;

    EventsHandler(Queries queries, EventJson json, Absence absence) {
        this.queries = queries;
        this.json = json;
        this.absence = absence;
    }

    @Override
    public void handle(Context ctx) {
        var project = Access.project(ctx);
        var sent = sent(ctx);
        for (var id : ids(sent)) {
            var found = queries.findEvents().answer(new FindEvents.Question(project, id));
            var subjects = Stream.concat(Stream.of(id), found.events().stream().flatMap(EventsHandler::subjects));
            var outcomes = queries.findOutcomes().answer(new FindOutcomes.Question(project, subjects.toList()));
            if (!found.events().isEmpty() || !outcomes.isEmpty()) {
                ctx.json(json.of(id, found, outcomes));
                return;
            }
        }
        throw absence.of(project, missed(ids(sent)));
    }

    /** The text itself and, where it can hardly be an id, those in it. */
    private static List<String> ids(String sent) {
        var ids = new ArrayList<>(List.of(Ids.canonical(sent)));
        if (PastedIds.isText(sent)) {
            PastedIds.in(sent).stream().map(Ids::canonical).forEach(ids::add);
        }
        return ids;
    }

    /** Of a text, the likeliest id in it. */
    private static String missed(List<String> ids) {
        return ids.get(Math.min(1, ids.size() - 1));
    }

    private static String sent(Context ctx) {
        var sent = ctx.pathParamMap().getOrDefault(PARAM, Objects.requireNonNullElse(ctx.queryParam(PARAM), ""));
        if (sent.isBlank()) {
            throw ApiException.badRequest("Which event? Name any of its ids: /api/v1/events/{id}, or ?id=")
                    .withParam(PARAM);
        }
        return sent;
    }

    private static Stream<String> subjects(FoundEvent found) {
        var ids = found.event().ids();
        return Stream.of(ids.callId(), ids.taskId()).filter(Objects::nonNull);
    }
}
