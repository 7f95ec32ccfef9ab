package dev.errata.app.demo;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Ids;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecord.Calls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The calls of one stream in one window: each with its attempts, of which those that fail become events. */
final class DemoCalls {
    static final String SOURCE = "demo-1";

    private static final int ATTEMPTS = 3;

    /** Of so many tasks, one is never heard of again. */
    private static final int FORGOTTEN = 150;

    private final DemoStream stream;
    private final DemoScript script;
    private final Instant window;
    private final RandomGenerator random;
    private final List<ErrorEvent> events = new ArrayList<>();
    private final List<CallOutcome> outcomes = new ArrayList<>();
    private long requests;
    private long calls;
    private long failed;
    private long rescued;

    DemoCalls(DemoStream stream, DemoScript script, Instant window, RandomGenerator random) {
        this.stream = stream;
        this.script = script;
        this.window = window;
        this.random = random;
    }

    List<ErrorEvent> events() {
        return events;
    }

    List<CallOutcome> outcomes() {
        return outcomes;
    }

    TrafficRecord total() {
        return new TrafficRecord(
                SOURCE,
                window.getEpochSecond() / TrafficRecord.WINDOW.toSeconds(),
                window,
                stream.callerOfTotals(),
                stream.targetOfTotals(),
                requests,
                new Calls(calls, failed, rescued));
    }

    void run(int howMany) {
        for (int i = 0; i < howMany; i++) {
            call(window.plus(random.nextLong(TrafficRecord.WINDOW.toMillis() * 1000), ChronoUnit.MICROS));
        }
    }

    /** Attempts that would fall into the next window are not made: the caller has given up. */
    private void call(Instant start) {
        calls++;
        var callId = id("call_");
        var taskId = stream.isVideo() ? id("task_") : null;
        if (taskId != null) {
            outcome(Outcome.SUBMITTED, callId, taskId, start, null);
        }
        var time = taskId == null ? start : end(start);
        var latency = taskId == null ? latency() : millis(start, time);
        for (int attempt = 1; attempt <= ATTEMPTS && time.isBefore(window.plus(TrafficRecord.WINDOW)); attempt++) {
            requests++;
            var error = script.failure(stream, time, random).orElse(null);
            if (error == null) {
                succeeded(attempt, callId, taskId, start, time);
                return;
            }
            var numbered = new Attempt(attempt, latency, 30_000L, retryAfterMs(error), null);
            events.add(event(error, time, new Ids(null, null, taskId, null, callId), numbered));
            if (!error.retried()) {
                break;
            }
            latency = latency();
            time = time.plus(wait(error, attempt)).plusMillis(latency);
        }
        failed++;
        if (taskId != null) {
            outcome(Outcome.FAILED, callId, taskId, time, millis(start, time));
        }
    }

    /** A task takes a part of what is left of the window, so that its failure counts there. */
    private Instant end(Instant start) {
        var left = Duration.between(start, window.plus(TrafficRecord.WINDOW)).toMillis() * 1000;
        return start.plus(random.nextLong(Math.max(1, left)), ChronoUnit.MICROS);
    }

    /** A task is told in any case, another call only where its events alone would have one think that it failed. */
    private void succeeded(int attempt, String callId, @Nullable String taskId, Instant start, Instant end) {
        rescued += attempt > 1 ? 1 : 0;
        if (taskId != null && random.nextInt(FORGOTTEN) == 0) {
            return;
        }
        if (taskId != null || attempt > 1) {
            outcome(Outcome.SUCCEEDED, callId, taskId, end, millis(start, end));
        }
    }

    private void outcome(
            Outcome outcome, String callId, @Nullable String taskId, Instant time, @Nullable Long latency) {
        outcomes.add(new CallOutcome(
                callId, taskId, time, outcome, stream.callerOfTotals(), stream.targetOfTotals(), latency));
    }

    private long latency() {
        return 50 + random.nextLong(2_000);
    }

    private Duration wait(DemoError error, int attempt) {
        var asked = Duration.ofSeconds(error.retryAfterSeconds());
        return asked.plusMillis(random.nextLong(500L << attempt));
    }

    private ErrorEvent event(DemoError error, Instant time, Ids ofCall, Attempt attempt) {
        var eventId = EventIds.random(time, random);
        var ids = ids(error, ofCall);
        return new ErrorEvent(
                eventId,
                time,
                stream.caller(script.version(stream, time)),
                stream.target(),
                error.failure(stream.model()),
                ids,
                attempt,
                error.body(stream.model(), ids.requestId(), ids.taskId()),
                Map.of("demo", "true", "user_agent", stream.client()),
                List.of());
    }

    /** Where no answer came, there is no request id either; a task has that of the answer that accepted it. */
    private Ids ids(DemoError error, Ids ofCall) {
        var requestId = error.status() == null && ofCall.taskId() == null ? null : id("req_");
        return new Ids(requestId, null, ofCall.taskId(), null, ofCall.callId());
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static @Nullable Long retryAfterMs(DemoError error) {
        return error.retryAfterSeconds() == 0 ? null : error.retryAfterSeconds() * 1000L;
    }

    private String id(String prefix) {
        return prefix + "%016x%08x".formatted(random.nextLong(), random.nextInt());
    }
}
