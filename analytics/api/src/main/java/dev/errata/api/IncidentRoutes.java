package dev.errata.api;

import dev.errata.core.incident.State;
import dev.errata.http.Access;
import dev.errata.http.Allow;
import dev.errata.http.ApiException;
import dev.errata.http.Routes;
import dev.errata.store.incident.IncidentCare;
import dev.errata.store.query.FindIncident;
import dev.errata.store.query.IncidentQueries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Incidents: a list, one of them with its evidence, and what people do about them. To look takes the scope {@code read};
 * to acknowledge or snooze takes {@code admin}, since others are told less for it. Safe from any thread.
 */
public final class IncidentRoutes implements Routes {
    private static final String PATH = "/api/v1/incidents";
    private static final Duration SHORTEST_SNOOZE = Duration.ofMinutes(1);
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(7);
    private static final int LONGEST_NAME = 100;

    private final IncidentQueries queries;
    private final IncidentCare care;
    private final InstantSource clock;

    /**
     * Routes of a database.
     *
     * @param clock what {@code now} means in a question
     */
    public IncidentRoutes(IncidentQueries queries, IncidentCare care, InstantSource clock) {
        this.queries = queries;
        this.care = care;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, Api.asking(this::list), Allow.READ);
        routes.get(PATH + "/{id}", Api.asking(this::show), Allow.READ);
        routes.post(PATH + "/{id}/acknowledge", Api.asking(this::acknowledge), Allow.ADMIN);
        routes.post(PATH + "/{id}/snooze", Api.asking(this::snooze), Allow.ADMIN);
    }

    private void list(Context ctx) {
        var question = new IncidentParameters(ctx.queryParamMap(), clock.instant()).question(Access.project(ctx));
        ctx.json(IncidentJson.of(queries.list().answer(question)));
    }

    private void show(Context ctx) {
        var answer = find(ctx);
        ctx.json(IncidentJson.of(answer, new IncidentEvidence(queries, clock.instant()).of(answer)));
    }

    private void acknowledge(Context ctx) {
        var by = by(JsonBody.read(ctx));
        answerChange(ctx, care.acknowledge(Access.project(ctx), id(ctx), by));
    }

    private void snooze(Context ctx) {
        var body = JsonBody.read(ctx);
        var time = new TimeParameters(clock.instant())
                .within("for", body.path("for").asString(""), SHORTEST_SNOOZE, LONGEST_SNOOZE);
        answerChange(ctx, care.snooze(Access.project(ctx), id(ctx), time, by(body)));
    }

    private void answerChange(Context ctx, boolean done) {
        var found = find(ctx).found();
        if (!done && found.incident().state() == State.RESOLVED) {
            throw ApiException.conflict("The incident is over").withParam("id");
        }
        ctx.json(IncidentJson.of(found));
    }

    private FindIncident.Answer find(Context ctx) {
        var id = id(ctx);
        return queries.find()
                .answer(Access.project(ctx), id)
                .orElseThrow(() ->
                        ApiException.notFound("There is no incident " + id).withParam("id"));
    }

    private static UUID id(Context ctx) {
        try {
            return UUID.fromString(ctx.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("An incident's id is a UUID").withParam("id");
        }
    }

    private static @Nullable String by(JsonNode body) {
        var by = Objects.requireNonNullElse(body.path("by").asString(""), "");
        if (by.length() > LONGEST_NAME || by.chars().anyMatch(Character::isISOControl)) {
            throw ApiException.badRequest("by must be a name of at most " + LONGEST_NAME + " characters")
                    .withParam("by");
        }
        return by.isBlank() ? null : by.strip();
    }
}
