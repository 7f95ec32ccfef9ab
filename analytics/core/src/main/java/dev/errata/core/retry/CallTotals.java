package dev.errata.core.retry;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attempts and calls of some time, and what they say of retries. Immutable.
 *
 * @param errors attempts that failed
 * @param attempts all attempts; null where nobody told
 * @param calls logical calls; null where nobody told
 * @param isCovered whether so many of the errors come from where calls are counted that a share of calls that fail means
 *     something
 */
public record CallTotals(
        long errors, @Nullable Attempts attempts, @Nullable Calls calls, boolean isCovered) {
    /** Of no time at all. */
    public static final CallTotals NONE = new CallTotals(0, null, null, true);

    /**
     * Attempts, failed or not.
     *
     * @param errors those that failed, as far as the attempts of their time are known
     */
    public record Attempts(long requests, long errors) {}

    /**
     * Calls, each of one attempt or more.
     *
     * @param failed those whose last attempt failed
     * @param rescued those that succeeded after at least one failure
     * @param requests the attempts of those who told their calls
     */
    public record Calls(long total, long failed, long rescued, long requests) {}

    /** Both together; what is unknown in one is not in the sum. */
    public CallTotals plus(CallTotals other) {
        return new CallTotals(
                errors + other.errors,
                sum(attempts, other.attempts),
                sum(calls, other.calls),
                isCovered && other.isCovered);
    }

    /** Failed attempts out of all attempts; null where unknown, as in rates. */
    public @Nullable Double attemptRate() {
        return !isCovered || attempts == null || attempts.errors > attempts.requests
                ? null
                : ratio(attempts.errors, attempts.requests);
    }

    /** Calls that failed in the end, out of all calls: what users saw. */
    public @Nullable Double userVisibleRate() {
        return !isCovered || calls == null ? null : ratio(calls.failed, calls.total);
    }

    /** Of the calls with a failed attempt that came to an end, those that succeeded. */
    public @Nullable Double rescuedShare() {
        return !isCovered || calls == null ? null : ratio(calls.rescued, calls.rescued + calls.failed);
    }

    /** Attempts for each call: 1 where nobody retries. Of those who told both, whoever else fails. */
    public @Nullable Double amplification() {
        return calls == null ? null : ratio(calls.requests, calls.total);
    }

    /** All of it, as the API has it; null for what is unknown. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("attempts", attempts == null ? null : attempts.requests)
                .put("attempts_failed", errors)
                .put("calls", calls == null ? null : calls.total)
                .put("calls_failed", calls == null ? null : calls.failed)
                .put("calls_rescued", calls == null ? null : calls.rescued)
                .put("attempt_rate", attemptRate())
                .put("user_visible_rate", userVisibleRate())
                .put("rescued_share", rescuedShare())
                .put("amplification", amplification());
    }

    private static @Nullable Double ratio(long part, long of) {
        return of == 0 ? null : (double) part / of;
    }

    private static @Nullable Attempts sum(@Nullable Attempts one, @Nullable Attempts other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Attempts(one.requests + other.requests, one.errors + other.errors);
    }

    private static @Nullable Calls sum(@Nullable Calls one, @Nullable Calls other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Calls(
                one.total + other.total,
                one.failed + other.failed,
                one.rescued + other.rescued,
                one.requests + other.requests);
    }
}
