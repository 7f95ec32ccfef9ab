package dev.errata.api;

import static dev.errata.api.QueryParameters.refused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.http.Access;
import dev.errata.http.ApiException;
import dev.errata.http.RequestIds;
import dev.errata.store.query.EventTail;
import dev.errata.store.query.Queries;
import dev.errata.store.query.StoreUnavailableException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Failures as they come in, as server-sent events: {@code failure} with an event, {@code dropped} with how many more there
 * were than can be shown. A stream ends after half a minute, or after {@code for}; browsers and {@code errata tail} then come
 * again with {@code Last-Event-ID} and miss nothing. So a token that was revoked meanwhile ends it.
 */
final class TailHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(TailHandler.class);

    /** Said while nothing happens, so that a watcher who has gone is noticed. */
    private static final String ALIVE = ": alive\n\n";

    /** Streams at the same time, of everybody. */
    static final int MOST = 50;

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Queries queries;
    private final EventJson json;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(MOST);

    TailHandler(Queries queries, EventJson json, InstantSource clock) {
        this.queries = queries;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) throws IOException {
        var sent = new EventParameters(ctx.queryParamMap(), clock.instant());
        sent.parameters().requireKnown(true, "fingerprint", "owner", "for");
        var duration = sent.parameters().text("for").map(TailHandler::duration).orElse(LONGEST);
        var begin = Optional.ofNullable(ctx.header("Last-Event-ID")).map(EventParameters::place);
        var tail = new EventTail(queries.latestEvents(), sent.filter(Access.project(ctx)), begin);
        if (!free.tryAcquire()) {
            throw ApiException.tooManyRequests("There are " + MOST + " tails already", Duration.ofSeconds(5));
        }
        try {
            stream(ctx, tail, duration);
        } finally {
            free.release();
        }
    }

    /** A database that goes away ends the stream, too: its status has been sent. */
    private void stream(Context ctx, EventTail tail, Duration duration) throws IOException {
        var news = tail.next(clock.instant());
        ctx.contentType("text/event-stream; charset=utf-8");
        // Javalin's own stream would hold the lines back.
        var out = ctx.res().getOutputStream();
        write(out, "retry: 1000\n\n" + text(news) + place(tail));
        var end = System.nanoTime() + duration.toNanos();
        try {
            while (System.nanoTime() < end && pause()) {
                news = tail.next(clock.instant());
                write(out, news.events().isEmpty() ? ALIVE : text(news) + place(tail));
            }
        } catch (StoreUnavailableException e) {
            LOG.warn("{} a tail ended: {}", RequestIds.of(ctx), e.getMessage(), e);
        }
    }

    private String text(EventTail.News news) {
        var lines = new StringBuilder();
        if (news.dropped() > 0) {
            var dropped = JsonNodeFactory.instance.objectNode().put("dropped", news.dropped());
            lines.append("event: dropped\ndata: ").append(dropped).append("\n\n");
        }
        news.events()
                .forEach(found -> lines.append("event: failure\ndata: ")
                        .append(json.listed(found))
                        .append("\n\n"));
        return lines.toString();
    }

    /** Where to go on after all this. */
    private static String place(EventTail tail) {
        return tail.newest()
                .map(place -> "event: place\nid: " + EventParameters.text(place) + "\ndata: {}\n\n")
                .orElse("");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** Whether the server goes on. */
    private static boolean pause() {
        try {
            Thread.sleep(EVERY);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration duration(String text) {
        var seconds = text.matches("\\d{1,2}s?") ? Integer.parseInt(text.replace("s", "")) : Integer.MAX_VALUE;
        if (seconds > LONGEST.toSeconds()) {
            throw refused("for", "must be from 0s to " + LONGEST.toSeconds() + "s");
        }
        return Duration.ofSeconds(seconds);
    }
}
