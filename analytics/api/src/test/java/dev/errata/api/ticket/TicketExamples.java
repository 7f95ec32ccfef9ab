package dev.errata.api.ticket;

import dev.errata.contract.Attempt;
import dev.errata.contract.CallOutcome;
import dev.errata.contract.CallOutcome.Outcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import dev.errata.contract.Owner;
import dev.errata.contract.Target;
import dev.errata.contract.fingerprint.Fingerprint;
import dev.errata.contract.redact.Redactor;
import dev.errata.core.Dimension;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Explanation.Rates;
import dev.errata.core.attribute.Slice;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.core.retry.CallTotals;
import dev.errata.core.retry.IncidentCalls;
import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.Alike.Share;
import dev.errata.core.ticket.ErrorRate;
import dev.errata.core.ticket.Neighbourhood;
import dev.errata.core.ticket.ProviderProfiles;
import dev.errata.core.ticket.Recorded;
import dev.errata.core.ticket.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tickets with all that the letter has words for: an attempt chain, several ids, a task, and an incident. */
final class TicketExamples {
    private static final Instant NOON = Instant.parse("2026-03-04T11:58:25.340Z");
    private static final Caller CALLER = new Caller("default", "checkout", "2.14.0", "prod", "eu-west-1");

    private TicketExamples() {}

    static Map<String, Ticket> all() {
        return Map.of("rate-limit", rateLimit(), "outage", outage(), "failed-task", failedTask());
    }

    /** The second attempt waited as long as it was asked to, the third did not. */
    static Ticket rateLimit() {
        var target = chat("deepseek-v4-flash");
        var failure = new Failure(
                429,
                "rate_limit_error",
                "rate_limit_error",
                "Rate limit exceeded for deepseek-v4-flash: too many requests in a minute. Please retry after 2 seconds.",
                null);
        var tries = List.of(
                chatAttempt(1, NOON, target, failure, "req_8f3k2m9x"),
                chatAttempt(2, NOON.plusMillis(2_460), target, failure, "req_8f3k2n0b"),
                chatAttempt(3, NOON.plusMillis(3_680), target, failure, "req_8f3k2n7d"));
        var outcome = outcome(NOON.plusMillis(9_020), Outcome.SUCCEEDED, "call_71", null, target, 9_260L);
        var shares = List.of(new Share("deepseek-v4-flash", 1_204));
        return ticket(
                List.of("req_8f3k2n7d"),
                List.of(tries.getLast()),
                tries,
                List.of(outcome),
                around(1_204, 2_318, shares, List.of(new Share("checkout", 811), new Share("search", 393)), 15_480L),
                List.of(incident("default", "deepseek-v4-flash", State.OPEN)));
    }

    static Ticket outage() {
        var target = chat("deepseek-v4-pro");
        var failure = new Failure(
                503,
                "service_unavailable",
                "service_unavailable",
                "The model deepseek-v4-pro is temporarily overloaded. Please try again later.",
                null);
        var failures = List.of(
                single(1, NOON, target, failure, "req_c01a77e2", "call_90"),
                single(1, NOON.plusSeconds(71), target, failure, "req_c01a9b40", "call_91"),
                single(2, NOON.plusMillis(74_900), target, failure, "req_c01a9c13", "call_91"));
        return ticket(
                List.of("req_c01a77e2", "req_c01a9c13", "req_unheard_of"),
                List.of(failures.get(0), failures.get(2)),
                failures,
                List.of(outcome(NOON.plusSeconds(75), Outcome.FAILED, "call_91", null, target, null)),
                around(
                        10_000,
                        10_000,
                        List.of(new Share("deepseek-v4-pro", 10_000)),
                        List.of(new Share("search", 6_100), new Share("checkout", 3_900)),
                        null),
                List.of());
    }

    static Ticket failedTask() {
        var target = new Target("dashscope", "wan2.5-t2v", "POST /api/v1/services/aigc/video-generation", false, null);
        var failure = new Failure(null, "task_failed", "task_failed", "Video generation failed.", null);
        var ids = new Ids("req_7b1d", null, "task_5f2e91", "4bf92f3577b34da6a3ce929d0e0e4736", null);
        var event = new ErrorEvent(
                EventIds.random(NOON, new Random(5)),
                NOON,
                new Caller("default", "studio", "1.0.3", "prod", null),
                target,
                failure,
                ids,
                new Attempt(1, 42_000L, null, null, null),
                null,
                Map.of("user_agent", "studio-client/1.0 python-httpx/0.28"),
                List.of());
        var recorded = new Recorded(event, NOON.plusSeconds(1), Fingerprint.of(failure), false);
        return ticket(
                List.of("task_5f2e91"),
                List.of(recorded),
                List.of(recorded),
                List.of(
                        outcome(NOON.minusSeconds(42), Outcome.SUBMITTED, null, "task_5f2e91", target, null),
                        outcome(NOON.minusSeconds(30), Outcome.RUNNING, null, "task_5f2e91", target, null),
                        outcome(NOON, Outcome.FAILED, null, "task_5f2e91", target, 42_000L)),
                around(1, 3, List.of(new Share("wan2.5-t2v", 1)), List.of(new Share("studio", 1)), 40L),
                List.of());
    }

    static Ticket ticket(
            List<String> asked,
            List<Recorded> found,
            List<Recorded> attempts,
            List<CallOutcome> outcomes,
            Neighbourhood neighbourhood,
            List<Incident> incidents) {
        var notFound = asked.stream().filter(id -> id.contains("unheard")).toList();
        var evidence = new Ticket.Evidence(asked, notFound, found, attempts, outcomes, incidents, null);
        var profiles = ProviderProfiles.standard();
        return Ticket.of(
                evidence,
                neighbourhood,
                lead -> profiles.of(lead.event().target().provider()),
                Redactor.STANDARD);
    }

    /** Of errors of that model, from a minute before noon on. */
    static Incident incident(String text, String model, State state) {
        var start = NOON.minusSeconds(65).truncatedTo(ChronoUnit.SECONDS);
        var scope = Scope.of(Map.of("model", model));
        var slice = new Slice(new TreeMap<>(Map.of("model", model)), 640, 3.1, 0.94);
        return new Incident(
                Incident.id("default", Kind.SPIKE, scope, start),
                3,
                "default",
                Kind.SPIKE,
                scope,
                state,
                new Times(
                        start,
                        start.plusSeconds(20),
                        start.plusSeconds(80),
                        state == State.RESOLVED ? start.plusSeconds(90) : null),
                Severity.CRITICAL,
                Owner.QUOTA,
                "muted:" + text,
                new Evidence(182, 3.1, 30, 600L, 0.005, 44.1, 90, 1_234),
                new Explanation(Explanation.Kind.RATE, List.of(slice), new Rates(0.078, 0.005, 0.004)),
                new Context(
                        2,
                        List.of("checkout", text),
                        List.of("deepseek-v4-pro", text),
                        List.of(new FirstSeen("app_version", text, start))),
                List.of(Scope.of(Map.of("app", text))));
    }

    static Neighbourhood around(long near, long day, List<Share> models, List<Share> apps, @Nullable Long requests) {
        return new Neighbourhood() {
            @Override
            public Alike alike(Recorded failure, Duration around) {
                var time = failure.event().time();
                var count = around.compareTo(Duration.ofHours(1)) > 0 ? day : near;
                return new Alike(
                        time.minus(around),
                        time.plus(around),
                        count,
                        count >= 10_000,
                        time.minus(around.dividedBy(3)),
                        time.plus(around.dividedBy(4)),
                        models,
                        apps);
            }

            @Override
            public Optional<ErrorRate> rate(Recorded failure, Duration around) {
                var time = failure.event().time();
                return Optional.of(new ErrorRate(time.minus(around), time.plus(around), near, requests, true));
            }

            // Where anybody told of calls, a third of those that failed at first were rescued.
            @Override
            public IncidentCalls calls(Incident incident) {
                var calls = requests == null ? null : new CallTotals.Calls(4_000, 400, 200, 5_000);
                return new IncidentCalls(
                        Map.of(
                                Dimension.MODEL,
                                Objects.toString(incident.scope().where().get("model"), "")),
                        incident.times().startedAt(),
                        incident.times().updatedAt(),
                        new CallTotals(1_234, null, calls, true));
            }
        };
    }

    private static Target chat(String model) {
        return new Target("deepseek", model, "POST /v1/chat/completions", true, "k_3f9a");
    }

    private static Recorded chatAttempt(int number, Instant time, Target target, Failure failure, String requestId) {
        return attempt(number, time, target, failure, new Ids(requestId, null, null, null, "call_71"), 2_000L);
    }

    private static Recorded single(
            int number, Instant time, Target target, Failure failure, String requestId, String call) {
        return attempt(number, time, target, failure, new Ids(requestId, null, null, null, call), null);
    }

    private static Recorded attempt(
            int number, Instant time, Target target, Failure failure, Ids ids, @Nullable Long retryAfterMs) {
        var body = "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"type\":\"%s\",\"request_id\":\"%s\"}}"
                .formatted(failure.code(), failure.message(), failure.type(), ids.requestId());
        var event = new ErrorEvent(
                EventIds.random(time, new Random(number)),
                time,
                CALLER,
                target,
                failure,
                ids,
                new Attempt(number, 240L, 30_000L, retryAfterMs, null),
                number == 1 ? null : body,
                Map.of(),
                List.of());
        return new Recorded(event, time.plusMillis(900), Fingerprint.of(failure), number == 1);
    }

    private static CallOutcome outcome(
            Instant time,
            Outcome outcome,
            @Nullable String callId,
            @Nullable String taskId,
            Target target,
            @Nullable Long latencyMs) {
        return new CallOutcome(callId, taskId, time, outcome, CALLER, target, latencyMs);
    }
}
