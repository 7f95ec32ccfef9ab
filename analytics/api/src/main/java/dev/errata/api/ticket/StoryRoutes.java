package dev.errata.api.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Ids;
import dev.errata.contract.normalise.Meaning;
import dev.errata.core.ticket.CallStory;
import dev.errata.core.ticket.Try;
import dev.errata.http.Access;
import dev.errata.http.Allow;
import dev.errata.http.ApiException;
import dev.errata.http.Routes;
import dev.errata.store.query.FindEvents;
import dev.errata.store.query.FindOutcomes;
import dev.errata.store.query.FoundEvent;
import dev.errata.store.query.IdKind;
import dev.errata.store.query.Queries;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One logical call or asynchronous task: its failed attempts with their gaps, its reported steps, its outcome. */
public final class StoryRoutes implements Routes {
    private final Queries queries;
    private final BiFunction<String, String, ApiException> absent;
    private final UnaryOperator<Handler> asking;

    /**
     * Stories of what is stored.
     *
     * @param absent says of a project and an id why nothing is found
     * @param asking answers for a database that is away
     */
    public StoryRoutes(
            Queries queries, BiFunction<String, String, ApiException> absent, UnaryOperator<Handler> asking) {
        this.queries = queries;
        this.absent = absent;
        this.asking = asking;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/calls/{call_id}", asking.apply(ctx -> tell(ctx, "call_id", IdKind.CALL_ID)), Allow.READ);
        routes.get("/api/v1/tasks/{task_id}", asking.apply(ctx -> tell(ctx, "task_id", IdKind.TASK_ID)), Allow.READ);
    }

    private void tell(Context ctx, String parameter, IdKind kind) {
        var project = Access.project(ctx);
        var id = Ids.canonical(ctx.pathParam(parameter));
        var found = queries.findEvents().answer(new FindEvents.Question(project, id));
        var attempts =
                found.events().stream().filter(event -> has(event, kind, id)).toList();
        var outcomes = queries.findOutcomes().answer(new FindOutcomes.Question(project, List.of(id))).stream()
                .filter(step -> id.equals(kind == IdKind.CALL_ID ? step.callId() : step.taskId()))
                .toList();
        if (attempts.isEmpty() && outcomes.isEmpty()) {
            throw absent.apply(project, id);
        }
        ctx.json(json(parameter, id, attempts, outcomes).put("truncated", found.truncated()));
    }

    /** An event may match by an id of another kind that is equal. */
    private static boolean has(FoundEvent found, IdKind kind, String id) {
        var ids = found.event().ids();
        return id.equals(kind == IdKind.CALL_ID ? ids.callId() : ids.taskId());
    }

    private static ObjectNode json(String parameter, String id, List<FoundEvent> attempts, List<CallOutcome> outcomes) {
        var json = JsonNodeFactory.instance.objectNode().put(parameter, id);
        var story = CallStory.of(attempts.stream().map(StoredEvidence::recorded).toList(), outcomes);
        var last = outcomes.stream()
                .max((one, other) -> one.time().compareTo(other.time()))
                .map(step -> step.outcome().name().toLowerCase(Locale.ROOT));
        json.put("outcome", last.orElse(null));
        var list = json.putArray("attempts");
        story.tries().forEach(each -> list.add(attempt(each)));
        var steps = json.putArray("outcomes");
        outcomes.forEach(step -> steps.add(TicketJson.outcome(step)));
        return json;
    }

    /** With what the catalogue would have done after it. */
    private static ObjectNode attempt(Try each) {
        var json = TicketJson.attempt(each);
        var entry = Meaning.of(each.failed().event()).entry();
        if (entry != null) {
            json.put("catalogue", entry.key());
            json.set("retry", entry.toJson().get("retry"));
        }
        return json;
    }
}
