package dev.errata.api.ticket;

import dev.errata.contract.redact.Redactor;
import dev.errata.core.ticket.ProviderProfiles;
import dev.errata.core.ticket.Ticket;
import dev.errata.http.Access;
import dev.errata.http.Allow;
import dev.errata.http.ApiException;
import dev.errata.http.Routes;
import dev.errata.store.query.Queries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A ticket for any ids, at {@code /api/v1/tickets}: all that a provider's support asks for, and the same bytes for the same
 * stored data. Safe from any thread.
 */
public final class TicketRoutes implements Routes {
    private static final String PATH = "/api/v1/tickets";

    private final Queries queries;
    private final Redactor redactor;
    private final BiFunction<String, String, ApiException> absent;
    private final UnaryOperator<Handler> asking;

    /**
     * Tickets about what is stored.
     *
     * @param redactor masks once more what goes out
     * @param absent says of a project and an id why nothing is found
     * @param asking answers for a database that is away
     */
    public TicketRoutes(
            Queries queries,
            Redactor redactor,
            BiFunction<String, String, ApiException> absent,
            UnaryOperator<Handler> asking) {
        this.queries = queries;
        this.redactor = redactor;
        this.absent = absent;
        this.asking = asking;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get(PATH, asking.apply(this::write), Allow.READ);
        routes.get(PATH + "/{id}", asking.apply(this::write), Allow.READ);
    }

    private void write(Context ctx) {
        var question = TicketQuestion.of(ctx);
        var ticket = ticket(Access.project(ctx), question);
        var format = question.format();
        ctx.contentType(format.contentType()).result(format.write(new TicketPacket(ticket, question.zone())));
    }

    private Ticket ticket(String project, TicketQuestion question) {
        var evidence = new StoredEvidence(queries, project).of(question.ids());
        if (evidence.found().isEmpty()) {
            throw absent.apply(project, question.ids().getFirst());
        }
        var neighbourhood = new StoredNeighbourhood(queries, project);
        var profiles = ProviderProfiles.standard();
        return Ticket.of(
                evidence,
                neighbourhood,
                failure -> question.provider()
                        .orElseGet(() -> profiles.of(failure.event().target().provider())),
                redactor);
    }
}
