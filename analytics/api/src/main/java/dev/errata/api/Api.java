package dev.errata.api;

import dev.errata.contract.Catalogue;
import dev.errata.http.Allow;
import dev.errata.http.ApiException;
import dev.errata.http.Routes;
import dev.errata.store.query.Queries;
import dev.errata.store.query.StoreUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out: {@code /api/v1}, and the console at {@code /}. While the database is away, questions are answered by 503 with {@code Retry-After}. Safe from any thread.
 */
public final class Api implements Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Queries queries;
    private final Redrive redrive;
    private final Catalogue catalogue;
    private final InstantSource clock;

    /**
     * An API that asks the given queries, always for the project of whoever asks.
     *
     * @param redrive what replays dead letters
     * @param clock what {@code now} means in a question
     */
    public Api(Queries queries, Redrive redrive, Catalogue catalogue, InstantSource clock) {
        this.queries = queries;
        this.redrive = redrive;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        var meanings = new MeaningJson(queries.nearestModels(), clock);
        var events = asking(new EventsHandler(queries, new EventJson(meanings)));
        routes.get("/api/v1/events", events, Allow.READ);
        routes.get("/api/v1/events/{id}", events, Allow.READ);
        routes.get("/api/v1/rates", asking(new RatesHandler(queries.rateSeries(), clock)), Allow.READ);
        new DeadLetterRoutes(queries, redrive, clock, Api::asking).register(routes);
        new CatalogueRoutes(catalogue).register(routes);
        new ConsoleRoutes().register(routes);
    }

    private static Handler asking(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (StoreUnavailableException e) {
                LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage(), e);
                throw ApiException.unavailable(
                        "The database is away or took too long; ask again, or for a shorter time", RETRY_AFTER);
            }
        };
    }
}
