package dev.errata.app.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.app.client.Receipt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.CallOutcomeCodec;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.RecordCodec;
import dev.errata.contract.TrafficRecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thousand calls and tasks, scripted, through the gateway and everything behind it: every number of the answers is the
 * script's own.
 */
final class ScriptedRun {
    private static final int CALLS = 640;
    private static final int TASKS = 360;
    private static final int STEP_S = 60;
    private static final int BATCH = 500;
    private static final int SENT_TWICE = 200;
    private static final List<String> CONDITIONS =
            List.of("terminal_retried", "retry_after_ignored", "in_step", "too_many_attempts");

    private final LiveNode node;
    private final long seed;

    ScriptedRun(LiveNode node, long seed) {
        this.node = node;
        this.seed = seed;
    }

    /** Sends them and holds all answers against the script. */
    void check() throws Exception {
        var now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        var calls = new ScriptedCalls(seed, now.minusSeconds(480), CALLS);
        var tasks = new ScriptedTasks(seed, now, TASKS);
        System.out.println("seed " + seed + ", calls " + calls.sums + ", tasks " + tasks.sums);
        sendAll(calls, tasks);

        var times = Map.of(
                "from",
                now.minusSeconds(600).toString(),
                "to",
                now.plusSeconds(STEP_S).toString(),
                "step",
                STEP_S + "s",
                "env",
                ScriptedCalls.ENV);
        var failedTasks = tasks.events.size() + tasks.errors.size();
        var events = calls.events.size() + failedTasks;
        var retries = await().atMost(WithLiveNode.PATIENCE)
                .until(
                        () -> node.client().retries(times),
                        answer -> sum(answer, "failures") >= events
                                && sum(answer, "attempts_failed") >= events
                                && sum(answer, "attempts") >= told(calls)
                                && sum(answer, "retried") >= calls.sums.all("retried"));
        ScriptedCalls.APPS.forEach(app -> checkCalls(calls, app, series(retries, "app", app)));
        var asked = new TreeMap<>(times);
        asked.put("by", "app,model");
        var cohorts = await().atMost(WithLiveNode.PATIENCE)
                .until(
                        () -> node.client().tasks(asked),
                        answer -> sum(answer, "succeeded") >= tasks.sums.all("succeeded")
                                && sum(answer, "submitted") - sum(answer, "open")
                                        >= tasks.sums.all("submitted") - tasks.sums.all("open"));
        ScriptedTasks.MODELS.forEach(model -> checkTasks(tasks, model, series(cohorts, "model", model)));
        checkStuck(tasks, cohorts.path("stuck_tasks"));
        checkRates(calls, times);
        // Some steps are sent twice and not marked, so that the rates are exact only when the store has taken them
        // back.
        await().atMost(WithLiveNode.PATIENCE).untilAsserted(() -> {
            var studio = series(node.client().retries(times), "app", ScriptedTasks.APP);
            check(studio, ScriptedTasks.APP, "failures", (long) failedTasks);
            check(studio, ScriptedTasks.APP, "attempts_failed", (long) failedTasks);
        });
    }

    private void sendAll(ScriptedCalls calls, ScriptedTasks tasks) throws Exception {
        var events = new ArrayList<>(calls.events);
        events.addAll(tasks.events);
        var outcomes = new ArrayList<>(calls.outcomes);
        outcomes.addAll(tasks.outcomes);
        var random = new Random(seed);
        Collections.shuffle(events, random);
        Collections.shuffle(outcomes, random);
        var steps = outcomes.stream().map(step -> line(step, tasks.errors)).toList();
        for (var batch : batches(steps)) {
            accepted(node.client().sendOutcomes(batch));
        }
        accepted(node.client().sendOutcomes(steps.subList(0, SENT_TWICE)));
        accepted(node.client().sendTraffic(lines(new TrafficRecordCodec(), calls.traffic())));
        for (var batch : batches(lines(new ErrorEventCodec(), events))) {
            accepted(node.client().sendEvents(batch));
        }
    }

    private static List<List<byte[]>> batches(List<byte[]> lines) {
        return IntStream.iterate(0, from -> from < lines.size(), from -> from + BATCH)
                .mapToObj(from -> lines.subList(from, Math.min(from + BATCH, lines.size())))
                .toList();
    }

    private static <R> List<byte[]> lines(RecordCodec<R> codec, List<R> records) {
        return records.stream().map(codec::encode).toList();
    }

    private static byte[] line(CallOutcome step, Map<String, String> errors) {
        var json = new CallOutcomeCodec().toJson(step);
        var error = step.taskId() == null || step.outcome() != Outcome.FAILED ? null : errors.get(step.taskId());
        if (error != null) {
            json.set("error", JsonMapper.shared().readTree(error));
        }
        return JsonMapper.shared().writeValueAsBytes(json);
    }

    private static void accepted(Receipt receipt) {
        assertThat(receipt.rejected()).isEmpty();
    }

    private void checkCalls(ScriptedCalls calls, String app, JsonNode series) {
        var sums = calls.sums;
        var hasTotals = !app.equals("untold");
        var hasCalls = hasTotals && !app.equals("mute");
        check(series, app, "attempts_failed", sums.get(app, "attempts_failed"));
        check(series, app, "attempts", hasTotals ? Long.valueOf(sums.get(app, "attempts")) : null);
        for (var name : List.of("calls", "calls_failed", "calls_rescued")) {
            check(series, app, name, hasCalls ? Long.valueOf(sums.get(app, name)) : null);
        }
        checkRatio(series, app, "attempt_rate", hasTotals, sums.get(app, "attempts_failed"), sums.get(app, "attempts"));
        checkRatio(series, app, "user_visible_rate", hasCalls, sums.get(app, "calls_failed"), sums.get(app, "calls"));
        var failing = sums.get(app, "calls_failed") + sums.get(app, "calls_rescued");
        checkRatio(series, app, "rescued_share", hasCalls, sums.get(app, "calls_rescued"), failing);
        checkRatio(series, app, "amplification", hasCalls, sums.get(app, "attempts"), sums.get(app, "calls"));

        var isMute = app.equals("mute");
        check(series, app, "failures", sums.get(app, "failures"));
        check(series, app, "failures_with_call_id", isMute ? 0 : sums.get(app, "failures_with_call_id"));
        for (var name : List.of("calls_with_failures", "retried", "retry_after_unclear")) {
            check(series, app, name, isMute ? null : Long.valueOf(sums.get(app, name)));
        }
        for (var condition : CONDITIONS) {
            var told = named(series.path("conditions"), "condition", condition);
            var count = sums.get(app, condition);
            var of = sums.get(app, condition + " of");
            check(told, app + " " + condition, "count", isMute ? null : Long.valueOf(count));
            check(told, app + " " + condition, "of", isMute ? null : Long.valueOf(of));
            assertThat(told.path("detected").asString("null"))
                    .as("%s %s", app, condition)
                    .isEqualTo(isMute ? "null" : Boolean.toString(count >= 5 && 20 * count >= of));
        }
        checkPoints(calls.windows.getOrDefault(app, Map.of()), app, hasTotals, hasCalls, series.path("points"));
    }

    private void checkPoints(
            Map<Instant, long[]> windows, String app, boolean hasTotals, boolean hasCalls, JsonNode points) {
        if (!hasTotals) {
            return;
        }
        var expected = new TreeMap<Instant, long[]>();
        windows.forEach((start, counts) -> {
            var step = Instant.ofEpochSecond(start.getEpochSecond() / STEP_S * STEP_S);
            var sum = expected.computeIfAbsent(step, _ -> new long[counts.length]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += counts[i];
            }
        });
        assertThat(points.size()).as("steps of %s, seed %d", app, seed).isEqualTo(expected.size());
        for (var point : points) {
            var counts =
                    requireNonNull(expected.get(Instant.parse(point.path("t").asString())), point::toString);
            check(point, app, "attempts", counts[0]);
            check(point, app, "calls", hasCalls ? Long.valueOf(counts[1]) : null);
            check(point, app, "calls_failed", hasCalls ? Long.valueOf(counts[2]) : null);
            check(point, app, "calls_rescued", hasCalls ? Long.valueOf(counts[3]) : null);
        }
    }

    private void checkTasks(ScriptedTasks tasks, String model, JsonNode series) {
        var sums = tasks.sums;
        for (var name : List.of("submitted", "succeeded", "failed", "cancelled", "open", "open_unjudged")) {
            check(series, model, name, sums.get(model, name));
        }
        check(series, model, "stuck", model.equals("seldom") ? null : Long.valueOf(sums.get(model, "stuck")));
        var ended = sums.get(model, "succeeded") + sums.get(model, "failed");
        checkRatio(series, model, "failure_rate", true, sums.get(model, "failed"), ended);
        var codes = new TreeMap<String, Long>();
        series.path("accepted_then_rejected")
                .forEach(each -> codes.put(
                        "code " + each.path("code").asString("null"),
                        each.path("tasks").asLong()));
        assertThat(codes).as("%s, seed %d", model, seed).isEqualTo(sums.beginning(model, "code "));
        var submitted = series.path("points")
                .valueStream()
                .mapToLong(point -> point.path("submitted").asLong())
                .sum();
        assertThat(submitted).isEqualTo(sums.get(model, "submitted"));
    }

    private void checkStuck(ScriptedTasks tasks, JsonNode stuck) {
        assertThat(stuck.size()).isEqualTo((int) tasks.sums.get("often", "stuck"));
        stuck.forEach(task -> {
            assertThat(tasks.wayOf.get(task.path("task_id").asString()))
                    .as("seed %d", seed)
                    .isEqualTo(ScriptedTasks.Way.NEVER_ENDS.name());
            assertThat(task.path("age_s").asLong())
                    .isGreaterThan(task.path("stuck_after_s").asLong());
        });
    }

    private void checkRates(ScriptedCalls calls, Map<String, String> times) throws Exception {
        var asked = new TreeMap<>(times);
        asked.put("by", "app");
        var rates = node.client().rates(asked);
        for (var app : ScriptedCalls.APPS) {
            var points = series(rates, "app", app).path("points");
            var errors = points.valueStream()
                    .mapToLong(point -> point.path("errors").asLong())
                    .sum();
            assertThat(errors).as("%s, seed %d", app, seed).isEqualTo(calls.sums.get(app, "attempts_failed"));
        }
    }

    private void check(JsonNode json, String where, String name, @Nullable Long expected) {
        assertThat(json.path(name).isNull() ? null : (Long) json.path(name).asLong(-1))
                .as("%s of %s, seed %d", name, where, seed)
                .isEqualTo(expected);
    }

    private void checkRatio(JsonNode json, String where, String name, boolean known, long part, long of) {
        var isKnown = known && of > 0;
        assertThat(json.path(name).isNull() ? null : (Double) json.path(name).asDouble())
                .as("%s of %s, seed %d", name, where, seed)
                .isEqualTo(isKnown ? (Double) ((double) part / of) : null);
    }

    private static long sum(JsonNode answer, String name) {
        return answer.path("series")
                .valueStream()
                .mapToLong(series -> series.path(name).asLong(0))
                .sum();
    }

    /** Attempts of those who send totals. */
    private static long told(ScriptedCalls calls) {
        return calls.sums.all("attempts") - calls.sums.get("untold", "attempts");
    }

    private static JsonNode series(JsonNode answer, String dimension, String value) {
        return answer.path("series")
                .valueStream()
                .filter(series ->
                        series.path("key").path(dimension).asString("").equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode named(JsonNode list, String name, String value) {
        return list.valueStream()
                .filter(each -> each.path(name).asString().equals(value))
                .findFirst()
                .orElseThrow();
    }
}
