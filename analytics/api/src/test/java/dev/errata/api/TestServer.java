package dev.errata.api;

import dev.errata.contract.Catalogue;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.Access;
import dev.errata.http.AccessMetrics;
import dev.errata.http.Routes;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.store.deadletter.DeadLetter;
import dev.errata.store.deadletter.LogUnavailableException;
import dev.errata.store.deadletter.Replayed;
import dev.errata.store.incident.IncidentCare;
import dev.errata.store.query.IncidentQueries;
import dev.errata.store.query.Queries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The API on a real server, over the given database. */
final class TestServer {
    private static final Operations OPERATIONS = new Operations(
            List.of(new HealthCheck("postgres", Optional::empty)),
            new Scrape("text/plain; version=0.0.4; charset=utf-8", () -> "up 1\n"));

    private TestServer() {}

    static WebServer start(DataSource database, InstantSource clock, int port) {
        return start(List.of(api(database, clock), incidents(database, clock), OPERATIONS), port);
    }

    /** For those who have one of the tokens. */
    static WebServer startByToken(DataSource database, InstantSource clock, TestTokens tokens, Routes... more) {
        var access = Access.byToken(tokens, AccessMetrics.NOOP, InstantSource.system());
        var routes = new ArrayList<>(List.of(more));
        routes.add(api(database, clock));
        routes.add(incidents(database, clock));
        routes.add(OPERATIONS);
        return WebServer.start(WebServerConfig.of("127.0.0.1", 0), access, routes);
    }

    private static Api api(DataSource database, InstantSource clock) {
        return new Api(Queries.of(database), TestServer::replay, Catalogue.standard(), Redactor.STANDARD, clock);
    }

    private static IncidentRoutes incidents(DataSource database, InstantSource clock) {
        return new IncidentRoutes(IncidentQueries.of(database), new IncidentCare(database), clock);
    }

    /** Open to the tests. */
    static WebServer start(List<Routes> routes, int port) {
        var everything = new Principal("default", EnumSet.allOf(Scope.class));
        var access =
                Access.openToThisMachine(everything, _ -> Optional.empty(), AccessMetrics.NOOP, InstantSource.system());
        return WebServer.start(WebServerConfig.of("127.0.0.1", port), access, routes);
    }

    /** Nothing is there any more, and a topic called {@code away} does not answer. */
    static Replayed replay(DeadLetter letter, boolean dryRun) {
        if (letter.id().topic().equals("away")) {
            throw new LogUnavailableException(new IllegalStateException("no broker"));
        }
        return new Replayed(letter.id(), Replayed.Result.EXPIRED, 0, 0, 0, true, null);
    }

    /** To look at the console: seeds a database and serves until it is stopped. */
    public static void main(String[] arguments) throws Exception {
        try (var database = new DemoDatabase(Instant.now());
                var server = start(database.dataSource(), InstantSource.system(), Integer.parseInt(arguments[0]))) {
            System.out.println("http://127.0.0.1:" + server.port() + "/");
            Thread.currentThread().join();
        }
    }
}
