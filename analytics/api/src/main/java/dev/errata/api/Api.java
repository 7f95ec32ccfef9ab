package dev.errata.api;

import dev.errata.api.ticket.StoryRoutes;
import dev.errata.api.ticket.TicketRoutes;
import dev.errata.contract.Catalogue;
import dev.errata.contract.redact.Redactor;
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
    private final Redactor redactor;
    private final InstantSource clock;

    /**
     * An API that asks the given queries, always for the project of whoever asks.
     *
     * @param redrive what replays dead letters
     * @param redactor masks once more what leaves in a ticket or a file
     * @param clock what {@code now} means in a question
     */
    public Api(Queries queries, Redrive redrive, Catalogue catalogue, Redactor redactor, InstantSource clock) {
        this.queries = queries;
        this.redrive = redrive;
        this.catalogue = catalogue;
        this.redactor = redactor;
        this.clock = clock;
    }

    @Override
    public void register(RoutesConfig routes) {
        var absence = new Absence(queries);
        var meanings = new MeaningJson(queries.nearestModels(), clock);
        var json = new EventJson(meanings);
        var byId = new EventsHandler(queries, json, absence);
        var listed = new EventListHandler(queries, json, clock);
        Handler events = ctx -> (ctx.queryParamMap().containsKey("id") ? byId : listed).handle(ctx);
        routes.get("/api/v1/events", asking(events), Allow.READ);
        routes.get("/api/v1/events/{id}", asking(byId), Allow.READ);
        routes.get("/api/v1/export", asking(new ExportHandler(queries, redactor, clock)), Allow.READ);
        routes.get(
                "/api/v1/export/traffic",
                asking(new TrafficExportHandler(queries.listTotals(), redactor, clock)),
                Allow.READ);
        routes.get("/api/v1/tail", asking(new TailHandler(queries, json, clock)), Allow.READ);
        routes.get("/api/v1/groups", asking(new GroupsHandler(queries.errorGroups(), clock)), Allow.READ);
        routes.get("/api/v1/retries", asking(new RetriesHandler(queries, clock)), Allow.READ);
        var tasks = new TasksHandler(queries.taskCohorts(), catalogue, clock);
        routes.get("/api/v1/tasks", asking(tasks), Allow.READ);
        new StoryRoutes(queries, absence::of, Api::asking).register(routes);
        routes.get("/api/v1/rates", asking(new RatesHandler(queries.rateSeries(), clock)), Allow.READ);
        routes.get("/api/v1/coverage", asking(new CoverageHandler(queries.coverageByApp(), clock)), Allow.READ);
        new TicketRoutes(queries, redactor, absence::of, Api::asking).register(routes);
        routes.get("/api/v1/openapi.json", Asset.ofApi("openapi.json"), Allow.ANYONE);
        new DeadLetterRoutes(queries, redrive, clock, Api::asking).register(routes);
        new CatalogueRoutes(catalogue).register(routes);
        new ConsoleRoutes().register(routes);
    }

    /** The handler, with an answer for a database that is away. */
    static Handler asking(Handler handler) {
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
