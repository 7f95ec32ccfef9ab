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
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecord.Calls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls of four applications, and what {@code /api/v1/retries} has to say of each. {@code careful} waits at random and as it is
 * asked; {@code careless} waits always two seconds, whatever the answer was; {@code mute} gives no call ids and counts no
 * calls; {@code untold} sends no totals.
 */
final class ScriptedCalls {
    static final List<String> APPS = List.of("careful", "careless", "mute", "untold");
    static final String ENV = "script";

    private static final int FIXED_MS = 2_000;
    private static final int MOST = 5;
    private static final int ENOUGH = 20;
    private static final Target TARGET = new Target("deepseek", "scripted", "POST /v1/chat/completions", null, null);
    private static final List<Failure> PASSING = List.of(
            failure(429, "rate_limit_error"),
            failure(500, "server_error"),
            failure(503, "service_unavailable"),
            failure(null, "read_timeout"));
    private static final List<Failure> TERMINAL = List.of(
            failure(400, "invalid_request"),
            failure(401, "authentication_error"),
            failure(402, "insufficient_quota"),
            failure(429, "insufficient_quota"),
            failure(404, "model_not_found"),
            failure(422, "unprocessable_entity"),
            failure(null, "tls_failure"));

    enum Way {
        SUCCESS,
        RESCUED,
        EXHAUSTED,
        TERMINAL_LEFT,
        TERMINAL_RETRIED
    }

    /** One failed attempt; {@code waitMs} until the next one, that one's latency not in it. */
    private record Failed(
            Instant time,
            int number,
            Failure failure,
            @Nullable Integer latencyMs,
            @Nullable Integer retryAfterMs,
            int waitMs) {
        boolean isTerminal() {
            return TERMINAL.contains(failure);
        }
    }

    final List<ErrorEvent> events = new ArrayList<>();
    final List<CallOutcome> outcomes = new ArrayList<>();
    final ScriptedSums sums = new ScriptedSums();
    final Map<String, Way> wayOf = new TreeMap<>();

    /** By app, by window: attempts, calls, failed, rescued. */
    final Map<String, Map<Instant, long[]>> windows = new TreeMap<>();

    private final Map<String, long[]> waits = new TreeMap<>();
    private final Random random;
    private final Instant begin;

    ScriptedCalls(long seed, Instant begin, int number) {
        this.random = new Random(seed);
        this.begin = begin;
        for (int i = 0; i < number; i++) {
            add("call_" + i, APPS.get(i % 5 % 4), Way.values()[random.nextInt(Way.values().length)]);
        }
        waits.forEach((cell, fixedAndAll) -> {
            if (fixedAndAll[1] >= ENOUGH) {
                var app = cell.substring(0, cell.indexOf(' '));
                count(app, "in_step", 2 * fixedAndAll[0] >= fixedAndAll[1] ? fixedAndAll[0] : 0);
                count(app, "in_step of", fixedAndAll[1]);
            }
        });
    }

    private void add(String id, String app, Way way) {
        wayOf.put(id, way);
        var failures = switch (way) {
            case SUCCESS -> 0;
            case TERMINAL_LEFT -> 1;
            case RESCUED -> 1 + random.nextInt(6);
            case EXHAUSTED -> 2 + random.nextInt(6);
            case TERMINAL_RETRIED -> 2 + random.nextInt(2);
        };
        var succeeds = way == Way.SUCCESS || way == Way.RESCUED;
        var chain = new ArrayList<Failed>();
        var sent = begin.plusMillis(random.nextInt(180_000));
        for (int number = 1; number <= failures; number++) {
            var latency = 50 + random.nextInt(400);
            var failed = failed(app, way, sent.plusMillis(latency), number, latency);
            chain.add(failed);
            attempt(app, failed.time());
            sent = failed.time().plusMillis(failed.waitMs());
        }
        var end = sent.plusMillis(200);
        if (succeeds) {
            attempt(app, end);
            if (failures > 0 && !app.equals("mute")) {
                outcomes.add(new CallOutcome(id, null, end, Outcome.SUCCEEDED, caller(app), TARGET, null));
            }
        }
        called(app, succeeds ? end : chain.getLast().time(), !succeeds, succeeds && failures > 0);
        // Some attempts are numbered, and nobody ever tells of them.
        if (chain.size() > 2 && random.nextInt(8) == 0) {
            chain.remove(1);
        }
        chain.forEach(failed -> events.add(event(id, app, failed)));
        count(app, "attempts_failed", chain.size());
        if (app.equals("mute")) {
            count(app, "failures", chain.size());
        } else if (!chain.isEmpty()) {
            expect(app, chain, succeeds ? end : null);
        }
    }

    private Failed failed(String app, Way way, Instant time, int number, int latency) {
        var terminal = way == Way.TERMINAL_LEFT || way == Way.TERMINAL_RETRIED;
        var kinds = terminal ? TERMINAL : PASSING;
        var failure = kinds.get(random.nextInt(kinds.size()));
        var retryAfter = !terminal && random.nextInt(3) == 0 ? 1_000 * (1 + random.nextInt(4)) : null;
        var wait = app.equals("careless")
                ? FIXED_MS
                : retryAfter == null ? 3_000 + random.nextInt(9_000) : retryAfter + random.nextInt(500);
        return new Failed(time, number, failure, random.nextInt(10) == 0 ? null : latency, retryAfter, wait);
    }

    private void expect(String app, List<Failed> chain, @Nullable Instant success) {
        count(app, "failures", chain.size());
        count(app, "failures_with_call_id", chain.size());
        count(app, "calls_with_failures", 1);
        count(app, "too_many_attempts of", 1);
        var attempts = chain.getLast().number() + (success == null ? 0 : 1);
        count(app, "too_many_attempts", attempts > MOST ? 1 : 0);
        for (int i = 0; i < chain.size(); i++) {
            var failed = chain.get(i);
            var next = i + 1 < chain.size() ? chain.get(i + 1) : null;
            count(app, "terminal_retried of", failed.isTerminal() ? 1 : 0);
            var at = next == null ? success : next.time();
            if (at != null) {
                count(app, "retried", 1);
                count(app, "terminal_retried", failed.isTerminal() ? 1 : 0);
                followed(app, failed, next, at);
            }
        }
    }

    private void followed(String app, Failed failed, @Nullable Failed next, Instant at) {
        var isKnown = next != null && next.latencyMs() != null && next.number() == failed.number() + 1;
        var asked = failed.retryAfterMs();
        if (asked == null) {
            if (isKnown) {
                var cell = waits.computeIfAbsent(app + " " + failed.number(), _ -> new long[2]);
                cell[0] += failed.waitMs() == FIXED_MS ? 1 : 0;
                cell[1]++;
            }
            return;
        }
        var gap = at.toEpochMilli() - failed.time().toEpochMilli();
        var ignored = isKnown ? failed.waitMs() < asked : gap < asked;
        count(app, "retry_after_ignored", ignored ? 1 : 0);
        count(app, "retry_after_ignored of", ignored || isKnown ? 1 : 0);
        count(app, "retry_after_unclear", ignored || isKnown ? 0 : 1);
    }

    private void attempt(String app, Instant time) {
        window(app, time)[0]++;
        count(app, "attempts", 1);
    }

    private void called(String app, Instant time, boolean failed, boolean rescued) {
        var window = window(app, time);
        window[1]++;
        window[2] += failed ? 1 : 0;
        window[3] += rescued ? 1 : 0;
        count(app, "calls", 1);
        count(app, "calls_failed", failed ? 1 : 0);
        count(app, "calls_rescued", rescued ? 1 : 0);
    }

    private long[] window(String app, Instant time) {
        var start = Instant.ofEpochSecond(time.getEpochSecond() / 10 * 10);
        return windows.computeIfAbsent(app, _ -> new TreeMap<>()).computeIfAbsent(start, _ -> new long[4]);
    }

    /** Of those that send any. */
    List<TrafficRecord> traffic() {
        var records = new ArrayList<TrafficRecord>();
        windows.forEach((app, byStart) -> byStart.forEach((start, counts) -> {
            if (!app.equals("untold")) {
                var calls = app.equals("mute") ? null : new Calls(counts[1], counts[2], counts[3]);
                records.add(new TrafficRecord("script", 1, start, caller(app), TARGET, counts[0], calls));
            }
        }));
        return records;
    }

    private ErrorEvent event(String call, String app, Failed failed) {
        return new ErrorEvent(
                EventIds.random(failed.time(), random),
                failed.time(),
                caller(app),
                TARGET,
                failed.failure(),
                new Ids("req_" + call + "_" + failed.number(), null, null, null, app.equals("mute") ? null : call),
                new Attempt(
                        failed.number(),
                        failed.latencyMs() == null ? null : (long) failed.latencyMs(),
                        null,
                        failed.retryAfterMs() == null ? null : (long) failed.retryAfterMs(),
                        null),
                null,
                Map.of(),
                List.of());
    }

    private void count(String app, String what, long more) {
        sums.add(app, what, more);
    }

    private static Caller caller(String app) {
        return new Caller(null, app, null, ENV, null);
    }

    private static Failure failure(@Nullable Integer status, String code) {
        return new Failure(status, code, null, "as the script has it", null);
    }
}
