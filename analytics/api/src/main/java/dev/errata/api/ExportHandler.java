package dev.errata.api;

import dev.errata.api.PagedFile.Page;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.Access;
import dev.errata.store.query.EventFilter;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.ListEvents;
import dev.errata.store.query.ListEvents.Place;
import dev.errata.store.query.Queries;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/** All failures of a kind as a file. Answers {@link EventParameters} and {@code format}. */
final class ExportHandler implements Handler {
    private final Queries queries;
    private final Redactor redactor;
    private final InstantSource clock;

    ExportHandler(Queries queries, Redactor redactor, InstantSource clock) {
        this.queries = queries;
        this.redactor = redactor;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        var sent = new EventParameters(ctx.queryParamMap(), clock.instant());
        sent.parameters().requireKnown(true, "from", "to", "fingerprint", "owner", "q", "format");
        var format = sent.parameters()
                .text("format")
                .map(name -> ExportFormat.named(name)
                        .orElseThrow(() -> QueryParameters.refused("format", "must be csv or ndjson")))
                .orElse(ExportFormat.NDJSON);
        var filter = sent.filter(Access.project(ctx), queries.errorGroups());
        PagedFile.write(ctx, "errata-events", format, (Optional<Place> after) -> page(filter, format, after));
    }

    private Page<Place> page(EventFilter filter, ExportFormat format, Optional<Place> after) {
        var page = queries.listEvents().answer(new ListEvents.Question(filter, after, ListEvents.MAX_LIMIT));
        return new Page<>(page.events().stream().map(found -> format.line(redacted(found))), page.next());
    }

    private FoundEvent redacted(FoundEvent found) {
        return new FoundEvent(
                redactor.redact(found.event()),
                found.matched(),
                found.receivedAt(),
                found.fingerprint(),
                found.bodyLeftOut(),
                found.claimedTime());
    }
}
