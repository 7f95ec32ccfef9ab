package dev.errata.api;

import dev.errata.contract.Times;
import dev.errata.core.Dimension;
import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.Retries;
import dev.errata.core.retry.RetryCondition;
import dev.errata.core.retry.Share;
import dev.errata.http.Access;
import dev.errata.store.query.CallSeries;
import dev.errata.store.query.Queries;
import dev.errata.store.query.RetryChains;
import dev.errata.store.query.TimeGrid;
import dev.errata.store.query.TooManyFailuresException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What clients do after failures, and what becomes of their calls. Answers {@link CallParameters}. */
final class RetriesHandler implements Handler {
    private final CallSeries calls;
    private final RetryChains chains;
    private final InstantSource clock;

    RetriesHandler(Queries queries, InstantSource clock) {
        this.calls = queries.callSeries();
        this.chains = queries.retryChains();
        this.clock = clock;
    }

    @Override
    public void handle(Context ctx) {
        var sent = new CallParameters(ctx.queryParamMap(), clock.instant(), "max_attempts");
        var project = Access.project(ctx);
        var grid = sent.grid();
        var grouping = sent.grouping();
        var most = sent.maxAttempts();
        var counted = calls.answer(new CallSeries.Question(project, grid, grouping));
        var followed = followed(new RetryChains.Question(project, grid.from(), grid.to(), grouping, most));
        var keys = new LinkedHashSet<>(counted.series().keySet());
        if (!counted.truncated()) {
            keys.addAll(followed.keySet());
        }
        var json = head(grid, grouping.by()).put("max_attempts", most);
        var list = json.putArray("series");
        keys.forEach(key -> put(
                list.addObject(),
                key,
                counted.series().getOrDefault(key, Map.of()),
                followed.getOrDefault(key, Retries.NONE)));
        ctx.json(json.put("truncated", counted.truncated()));
    }

    private Map<Map<Dimension, String>, Retries> followed(RetryChains.Question question) {
        try {
            return chains.answer(question);
        } catch (TooManyFailuresException e) {
            throw QueryParameters.refused("from", "is too early: until to there are " + e.getMessage());
        }
    }

    /** What the answers about calls and tasks begin with. */
    static ObjectNode head(TimeGrid grid, Collection<Dimension> dimensions) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("from", Times.format(grid.from()));
        json.put("to", Times.format(grid.to()));
        json.put("step_s", grid.step().toSeconds());
        var by = json.putArray("by");
        dimensions.stream().sorted().map(Dimension::column).forEach(by::add);
        return json;
    }

    static void putKey(ObjectNode json, Map<Dimension, String> key) {
        var values = json.putObject("key");
        key.forEach((dimension, value) -> values.put(dimension.column(), value.isEmpty() ? null : value));
    }

    private static void put(
            ObjectNode json, Map<Dimension, String> key, Map<Instant, CallTotals> totals, Retries retries) {
        putKey(json, key);
        json.setAll(totals.values().stream()
                .reduce(CallTotals.NONE, CallTotals::plus)
                .toJson());
        json.put("failures", retries.failures());
        json.put("failures_with_call_id", retries.identified());
        var known = retries.known();
        json.put("calls_with_failures", known.map(Retries.Known::calls).orElse(null));
        json.put("retried", known.map(Retries.Known::retried).orElse(null));
        json.put("retry_after_unclear", known.map(Retries.Known::unclear).orElse(null));
        var conditions = json.putArray("conditions");
        for (var condition : RetryCondition.values()) {
            put(conditions.addObject().put("condition", condition.code()), known.map(each -> each.share(condition)));
        }
        var points = json.putArray("points");
        totals.forEach(
                (time, each) -> points.addObject().put("t", Times.format(time)).setAll(each.toJson()));
    }

    private static void put(ObjectNode json, Optional<Share> share) {
        json.put("count", share.map(Share::count).orElse(null));
        json.put("of", share.map(Share::of).orElse(null));
        json.put("share", share.map(Share::ratio).orElse(null));
        json.put("detected", share.map(Share::isDetected).orElse(null));
    }
}
