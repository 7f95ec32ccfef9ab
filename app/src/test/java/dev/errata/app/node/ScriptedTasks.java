package dev.errata.app.node;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous tasks that end in every way, told with their steps and errors, and how many of each there are: by model, the
 * values of its series in the answer of {@code /api/v1/tasks}; {@code code NAME} counts failures.
 */
final class ScriptedTasks {
    static final String APP = "studio";
    private static final Caller CALLER = new Caller(null, APP, null, ScriptedCalls.ENV, null);
    static final List<String> MODELS = List.of("often", "seldom");
    private static final int LONGEST_MS = 60_000;

    /** Long past four times the longest success, while the test runs and before. */
    private static final int OLD_S = 420;

    enum Way {
        SUCCESS(null),
        RESTRICTED("restricted_content"),
        UNREACHABLE("unreachable_image_url"),
        WITHOUT_CODE(null),
        WITHOUT_EVENT(null),
        TOLD_BY_ITS_STEP("video_generation_failed"),
        TOLD_WITHOUT_CODE(null),
        NEVER_ENDS(null),
        GOES_ON(null),
        LATE_SUCCESS(null),
        CANCELLED(null);

        private final @Nullable String code;

        Way(@Nullable String code) {
            this.code = code;
        }
    }

    final List<CallOutcome> outcomes = new ArrayList<>();
    final List<ErrorEvent> events = new ArrayList<>();

    /** What the failed step of a task says itself, by the task. */
    final Map<String, String> errors = new TreeMap<>();

    final ScriptedSums sums = new ScriptedSums();
    final Map<String, String> wayOf = new TreeMap<>();

    private final Random random;
    private final Instant now;

    ScriptedTasks(long seed, Instant now, int number) {
        this.random = new Random(seed);
        this.now = now;
        for (int i = 0; i < number; i++) {
            // Most succeed, so that the usual length is known; of the other model too few do.
            var way = i % 2 == 0 ? Way.SUCCESS : Way.values()[i / 2 % Way.values().length];
            add("task_" + i, MODELS.get(i % 10 == 9 ? 1 : 0), way);
        }
    }

    private void add(String id, String model, Way way) {
        var isNew = way == Way.GOES_ON;
        var submitted = isNew ? now : now.minusSeconds(OLD_S + random.nextInt(60));
        var ended = submitted.plusMillis(1_000 + random.nextInt(LONGEST_MS - 1_000));
        wayOf.put(id, way.name());
        step(id, model, Outcome.SUBMITTED, submitted, submitted);
        if (random.nextBoolean()) {
            step(id, model, Outcome.RUNNING, submitted, submitted.plusMillis(500));
        }
        count(model, "submitted");
        switch (way) {
            case SUCCESS -> end(id, model, Outcome.SUCCEEDED, submitted, ended);
            case RESTRICTED, UNREACHABLE, WITHOUT_CODE -> {
                end(id, model, Outcome.FAILED, submitted, ended);
                fail(id, model, way.code, ended);
                count(model, "code " + way.code);
            }
            case WITHOUT_EVENT -> {
                end(id, model, Outcome.FAILED, submitted, ended);
                count(model, "code null");
            }
            case TOLD_BY_ITS_STEP, TOLD_WITHOUT_CODE -> {
                end(id, model, Outcome.FAILED, submitted, ended);
                errors.put(id, way.code == null ? "{}" : "{\"code\":\"" + way.code + "\",\"message\":\"no GPU\"}");
                count(model, "code " + way.code);
            }
            case NEVER_ENDS, GOES_ON -> {
                count(model, "open");
                count(model, model.equals("seldom") ? "open_unjudged" : isNew ? "young" : "stuck");
            }
            case LATE_SUCCESS -> {
                step(id, model, random.nextBoolean() ? Outcome.FAILED : Outcome.CANCELLED, submitted, ended);
                end(id, model, Outcome.SUCCEEDED, submitted, ended.plusMillis(7_000));
            }
            case CANCELLED -> end(id, model, Outcome.CANCELLED, submitted, ended);
        }
    }

    private void end(String id, String model, Outcome outcome, Instant submitted, Instant at) {
        step(id, model, outcome, submitted, at);
        count(model, outcome.name().toLowerCase(Locale.ROOT));
    }

    private void step(String id, String model, Outcome outcome, Instant submitted, Instant at) {
        var latency = random.nextInt(4) == 0 ? null : at.toEpochMilli() - submitted.toEpochMilli();
        outcomes.add(new CallOutcome(null, id, at, outcome, CALLER, target(model), latency));
    }

    private void fail(String id, String model, @Nullable String code, Instant at) {
        events.add(new ErrorEvent(
                EventIds.random(at, random),
                at,
                CALLER,
                target(model),
                new Failure(code == null ? null : 400, code, null, "the task has failed", null),
                new Ids("req_" + id, null, id, null, null),
                new Attempt(null, null, null, null, null),
                null,
                Map.of(),
                List.of()));
    }

    private static Target target(String model) {
        return new Target("video", model, "POST /video", null, null);
    }

    private void count(String model, String what) {
        sums.add(model, what, 1);
    }
}
