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
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What clients do after failures, and what becomes of their calls. Answers {@link CallParameters}. */
final class RetriesHandler implements Handler {
    private static final Retries NOTHING = Retries.of(List.of());

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
        var followed = chains.answer(new RetryChains.Question(project, grid.from(), grid.to(), grouping, most));
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
                followed.getOrDefault(key, NOTHING)));
        ctx.json(json.put("truncated", counted.truncated()));
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
        putTotals(json, totals.values().stream().reduce(CallTotals.NONE, CallTotals::plus));
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
        totals.forEach((time, each) -> putTotals(points.addObject().put("t", Times.format(time)), each));
    }

    private static void put(ObjectNode json, Optional<Share> share) {
        json.put("count", share.map(Share::count).orElse(null));
        json.put("of", share.map(Share::of).orElse(null));
        json.put("share", share.map(Share::ratio).orElse(null));
        json.put("detected", share.map(Share::isDetected).orElse(null));
    }

    private static void putTotals(ObjectNode json, CallTotals totals) {
        var attempts = Optional.ofNullable(totals.attempts());
        var calls = Optional.ofNullable(totals.calls());
        json.put("attempts", attempts.map(CallTotals.Attempts::requests).orElse(null));
        json.put("attempts_failed", totals.errors());
        json.put("calls", calls.map(CallTotals.Calls::total).orElse(null));
        json.put("calls_failed", calls.map(CallTotals.Calls::failed).orElse(null));
        json.put("calls_rescued", calls.map(CallTotals.Calls::rescued).orElse(null));
        json.put("attempt_rate", totals.attemptRate());
        json.put("user_visible_rate", totals.userVisibleRate());
        json.put("rescued_share", totals.rescuedShare());
        json.put("amplification", totals.amplification());
    }
}
