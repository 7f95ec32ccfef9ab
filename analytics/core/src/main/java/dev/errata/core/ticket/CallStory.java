package dev.errata.core.ticket;

import dev.errata.contract.CallOutcome;
import dev.errata.core.retry.Heeded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One logical call or asynchronous task: what failed, in order of time, and how it went on. Immutable.
 *
 * @param callId null where the attempts name none
 * @param taskId null where they name none
 * @param tries in order of time; in a ticket never empty
 * @param steps what was reported of the call or task beside its failures, in order of time
 */
public record CallStory(@Nullable String callId, @Nullable String taskId, List<Try> tries, List<CallOutcome> steps) {

    public CallStory {
        tries = List.copyOf(tries);
        steps = List.copyOf(steps);
    }

    /**
     * The story of some attempts of one call.
     *
     * @param attempts in any order
     * @param outcomes any; those of other calls and tasks are left out
     */
    public static CallStory of(List<Recorded> attempts, List<CallOutcome> outcomes) {
        var inTime = attempts.stream().sorted(Recorded.IN_TIME).toList();
        var callId = first(inTime, recorded -> recorded.event().ids().callId());
        var taskId = first(inTime, recorded -> recorded.event().ids().taskId());
        var steps = outcomes.stream()
                .filter(step -> isOf(step.callId(), callId) || isOf(step.taskId(), taskId))
                .sorted(Comparator.comparing(CallOutcome::time).thenComparing(CallOutcome::outcome))
                .toList();
        var tries = new ArrayList<Try>();
        for (int i = 0; i < inTime.size(); i++) {
            var previous = i == 0 ? null : inTime.get(i - 1);
            var next = i + 1 < inTime.size() ? inTime.get(i + 1) : null;
            tries.add(attempt(inTime.get(i), previous, next, steps));
        }
        return new CallStory(callId, taskId, tries, steps);
    }

    /** The last thing that is known of it: nothing where no outcome was reported. */
    public Optional<CallOutcome> outcome() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }

    /** The attempt that failed last. */
    public Recorded last() {
        return tries.getLast().failed();
    }

    private static Try attempt(
            Recorded failed, @Nullable Recorded previous, @Nullable Recorded next, List<CallOutcome> steps) {
        if (previous == null) {
            return new Try(failed, null, null, 0, heeded(failed, next, steps));
        }
        return new Try(
                failed,
                Duration.between(previous.event().time(), failed.event().time()),
                waited(previous, failed),
                missing(previous, failed),
                heeded(failed, next, steps));
    }

    private static @Nullable Duration waited(Recorded previous, Recorded failed) {
        var latency = failed.event().attempt().latencyMs();
        if (latency == null || missing(previous, failed) > 0) {
            return null;
        }
        var waited =
                Duration.between(previous.event().time(), failed.event().time()).minusMillis(latency);
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    private static int missing(Recorded previous, Recorded failed) {
        var before = previous.event().attempt().number();
        var number = failed.event().attempt().number();
        return before == null || number == null ? 0 : Math.max(0, number - before - 1);
    }

    /** What comes next may tell: an attempt that is sent too early, or one that fails before it could have been sent. */
    private static @Nullable Heeded heeded(Recorded failed, @Nullable Recorded next, List<CallOutcome> steps) {
        var asked = failed.event().attempt().retryAfterMs();
        if (asked == null) {
            return null;
        }
        var since = failed.event().time();
        if (next != null) {
            var waited = waited(failed, next);
            return waited == null
                    ? atMost(since, next.event().time(), asked)
                    : waited.toMillis() >= asked ? Heeded.YES : Heeded.NO;
        }
        return steps.stream()
                .map(CallOutcome::time)
                .filter(since::isBefore)
                .findFirst()
                .map(end -> atMost(since, end, asked))
                .orElse(Heeded.UNKNOWN);
    }

    private static Heeded atMost(Instant since, Instant end, long askedMs) {
        return Duration.between(since, end).toMillis() < askedMs ? Heeded.NO : Heeded.UNKNOWN;
    }

    private static boolean isOf(@Nullable String id, @Nullable String wanted) {
        return id != null && id.equals(wanted);
    }

    private static @Nullable String first(List<Recorded> attempts, Function<Recorded, @Nullable String> id) {
        return attempts.stream().map(id).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
