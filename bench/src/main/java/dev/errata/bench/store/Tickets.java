package dev.errata.bench.store;

import dev.errata.api.ticket.TicketRoutes;
import dev.errata.contract.Caller;
import dev.errata.contract.redact.Redactor;
import dev.errata.http.Access;
import dev.errata.http.AccessMetrics;
import dev.errata.http.ApiException;
import dev.errata.http.WebServer;
import dev.errata.http.WebServerConfig;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import dev.errata.store.query.Queries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Tickets over HTTP, as a browser asks for them. */
final class Tickets {
    private static final int SEED = 8;
    private static final int OK = 200;

    private Tickets() {}

    /** So many, of random events, after a tenth as many that do not count. */
    static Times times(Queries queries, long events, int tickets) throws Exception {
        var routes = new TicketRoutes(
                queries,
                Redactor.STANDARD,
                (_, id) -> ApiException.notFound(id + " is missing"),
                UnaryOperator.identity());
        try (var server = WebServer.start(WebServerConfig.of("127.0.0.1", 0), open(), List.of(routes));
                var client = HttpClient.newHttpClient()) {
            var random = new SplittableRandom(SEED);
            for (int i = 0; i < Math.max(1, tickets / 10); i++) {
                get(client, server.port(), random.nextLong(events));
            }
            return Times.of(tickets, () -> get(client, server.port(), random.nextLong(events)));
        }
    }

    private static void get(HttpClient client, int port, long event) throws IOException, InterruptedException {
        var address = "http://127.0.0.1:" + port + "/api/v1/tickets/" + Days.requestId(event);
        var answer = client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException(address + " answers " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static Access open() {
        var reader = new Principal(Caller.DEFAULT_PROJECT, EnumSet.of(Scope.READ));
        return Access.openToThisMachine(reader, _ -> Optional.empty(), AccessMetrics.NOOP, InstantSource.system());
    }
}
