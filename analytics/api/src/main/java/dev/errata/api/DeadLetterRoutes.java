package dev.errata.api;

import dev.errata.http.Access;
import dev.errata.http.Allow;
import dev.errata.http.ApiException;
import dev.errata.http.Routes;
import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.DeadLetterId;
import dev.errata.store.deadletter.LogUnavailableException;
import dev.errata.store.deadletter.Replayed;
import dev.errata.store.query.Queries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be stored: a list, one of them, and another try. For administrators, and those of their project; what nobody
 * can be told to have sent is the default project's.
 */
final class DeadLetterRoutes implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRoutes.class);
    private static final String PATH = "/api/v1/dead-letters";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Queries queries;
    private final Redrive redrive;
    private final InstantSource clock;
    private final UnaryOperator<Handler> asking;

    /**
     * Routes of a database and a log.
     *
     * @param asking answers for a database that is away
     */
    DeadLetterRoutes(Queries queries, Redrive redrive, InstantSource clock, UnaryOperator<Handler> asking) {
        this.queries = queries;
        this.redrive = redrive;
        this.clock = clock;
        this.asking = asking;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, asking.apply(this::list), Allow.ADMIN);
        routes.get(PATH + "/{id}", asking.apply(this::show), Allow.ADMIN);
        routes.post(PATH + "/replay", asking.apply(this::replay), Allow.ADMIN);
    }

    private void list(Context ctx) {
        var question = new DeadLetterParameters(ctx.queryParamMap(), clock.instant()).question(Access.project(ctx));
        ctx.json(DeadLetterJson.of(queries.listDeadLetters().answer(question)));
    }

    private void show(Context ctx) {
        ctx.json(DeadLetterJson.of(find(Access.project(ctx), DeadLetterParameters.id(ctx.pathParam("id")))));
    }

    /** All of them are looked up before the first is replayed, so that a wrong id changes nothing. */
    private void replay(Context ctx) {
        var request = ReplayRequest.read(ctx);
        var project = Access.project(ctx);
        var letters = request.ids().stream().map(id -> find(project, id)).toList();
        var done = letters.stream()
                .map(letter -> replayed(letter, request.dryRun()))
                .toList();
        ctx.json(DeadLetterJson.of(request.dryRun(), done));
    }

    private Replayed replayed(DeadLetter letter, boolean dryRun) {
        try {
            return redrive.replay(letter, dryRun);
        } catch (LogUnavailableException e) {
            LOG.warn("{} was not replayed: {}", letter.id(), e.getMessage(), e);
            throw ApiException.unavailable("Kafka does not answer; replaying the same again does no harm", RETRY_AFTER);
        }
    }

    private DeadLetter find(String project, DeadLetterId id) {
        return queries.findDeadLetter()
                .answer(project, id)
                .orElseThrow(() ->
                        ApiException.notFound("There is no dead letter " + id).withParam("id"));
    }
}
