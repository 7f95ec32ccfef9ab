package dev.errata.api;

import dev.errata.core.Coverage;
import dev.errata.http.Access;
import dev.errata.http.ApiException;
import dev.errata.store.query.CoverageByApp;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How well the errors of a project are known: how many come from where somebody counts the calls, and what they lack. */
final class CoverageHandler implements Handler {
    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(15);
    private static final Duration MAX_RANGE = Duration.ofDays(32);
    private static final Set<String> PARAMETERS = Set.of("from", "to");

    private final CoverageByApp coverage;
    private final InstantSource clock;

    CoverageHandler(CoverageByApp coverage, InstantSource clock) {
        this.coverage = coverage;
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var sent = ctx.queryParamMap();
        QueryParameters.requireStorable(sent);
        sent.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refused(name, "is no parameter; known are from and to");
                });
        var now = clock.instant();
        var times = new TimeParameters(now);
        var to = time(times, "to", ctx.queryParam("to"), now);
        var from = time(times, "from", ctx.queryParam("from"), to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw refused("from", "must be before to");
        }
        if (Duration.between(from, to).compareTo(MAX_RANGE) > 0) {
            throw refused("from", "is more than " + MAX_RANGE.toDays() + " days before to");
        }
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("from", from.toString())
                .put("to", to.toString());
        ctx.json(json(json, coverage.of(Access.project(ctx), from, to)));
    }

    private static Instant time(TimeParameters times, String name, @Nullable String text, Instant fallback) {
        return text == null ? fallback : times.instant(name, text);
    }

    private static ApiException refused(String parameter, String why) {
        return ApiException.badRequest(parameter + " " + why).withParam(parameter);
    }

    private static ObjectNode json(ObjectNode json, Map<String, Coverage> apps) {
        put(json, apps.values().stream().reduce(Coverage.NONE, Coverage::plus));
        var list = json.putArray("apps");
        apps.forEach((app, known) -> put(list.addObject().put("app", app.isEmpty() ? null : app), known)
                .put("without_request_id", part(known.withoutRequestId(), known.errors()))
                .put("without_code", part(known.withoutCode(), known.errors())));
        return json;
    }

    /** As it stands in the answers of this and of rates. */
    static ObjectNode put(ObjectNode json, Coverage known) {
        return json.put("errors", known.errors())
                .put("covered", known.covered())
                .put("lost", known.lost())
                .put("share", known.share())
                .put("known", !known.isUnknown());
    }

    private static @Nullable Double part(long some, long all) {
        return all == 0 ? null : (double) some / all;
    }
}
