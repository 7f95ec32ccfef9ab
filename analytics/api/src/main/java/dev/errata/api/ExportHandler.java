package dev.errata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.redact.Redactor;
import dev.errata.http.Access;
import dev.errata.http.RequestIds;
import dev.errata.store.query.EventFilter;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.ListEvents;
import dev.errata.store.query.ListEvents.Place;
import dev.errata.store.query.Queries;
import dev.errata.store.query.StoreUnavailableException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All failures of a kind as a file, page by page, so that it may be larger than memory. Answers {@link EventParameters} and
 * {@code format}. A file that could not be finished ends with a line that says so, since its status has been sent by then.
 */
final class ExportHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ExportHandler.class);

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
        var first = page(filter, Optional.empty());
        ctx.contentType(format.contentType())
                .header("Content-Disposition", "attachment; filename=\"errata-events." + format.extension() + "\"");
        write(ctx, format, filter, first);
    }

    private void write(Context ctx, ExportFormat format, EventFilter filter, ListEvents.Answer first)
            throws IOException {
        var out = ctx.outputStream();
        line(out, format.header());
        var page = first;
        while (true) {
            for (var found : page.events()) {
                line(out, format.line(redacted(found)));
            }
            if (page.next().isEmpty()) {
                return;
            }
            try {
                page = page(filter, page.next());
            } catch (StoreUnavailableException e) {
                LOG.warn("{} an export was broken off: {}", RequestIds.of(ctx), e.getMessage(), e);
                line(out, Optional.of(format.brokenOff(RequestIds.of(ctx))));
                return;
            }
        }
    }

    private ListEvents.Answer page(EventFilter filter, Optional<Place> after) {
        return queries.listEvents().answer(new ListEvents.Question(filter, after, ListEvents.MAX_LIMIT));
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

    private static void line(OutputStream out, Optional<String> line) throws IOException {
        if (line.isPresent()) {
            out.write((line.get() + "\n").getBytes(UTF_8));
        }
    }

    private static void line(OutputStream out, String line) throws IOException {
        line(out, Optional.of(line));
    }
}
