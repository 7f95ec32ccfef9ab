package dev.errata.api;

import dev.errata.http.Access;
import dev.errata.store.query.ListEvents;
import dev.errata.store.query.Queries;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;

/** Failures of a kind, newest first, a page at a time. Answers {@link EventParameters}, {@code limit} and {@code after}. */
final class EventListHandler implements Handler {
    private final Queries queries;
    private final EventJson json;
    private final InstantSource clock;

    EventListHandler(Queries queries, EventJson json, InstantSource clock) {
        this.queries = queries;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var sent = new EventParameters(ctx.queryParamMap(), clock.instant());
        sent.parameters().requireKnown(true, "from", "to", "fingerprint", "owner", "q", "limit", "after");
        var filter = sent.filter(Access.project(ctx), queries.errorGroups());
        var limit = sent.parameters().limit(100, ListEvents.MAX_LIMIT);
        ctx.json(json.of(queries.listEvents().answer(new ListEvents.Question(filter, sent.after(), limit))));
    }
}
