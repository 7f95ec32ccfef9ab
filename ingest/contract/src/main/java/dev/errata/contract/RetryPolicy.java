package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/**
 * Whether and how to try again.
 *
 * @param action what to do first
 * @param minDelayMs the least wait before the first retry, in milliseconds; 0 where the action is not to wait
 * @param fallback what else helps, instead or once the action has failed
 * @param escalateAfter attempts after which a ticket helps more than another attempt; null where the error is not
 *     retried
 */
public record RetryPolicy(
        Action action,
        long minDelayMs,
        @Nullable Action fallback,
        @Nullable Integer escalateAfter) {

    /** The grades, from hopeless to harmless; in JSON their lower-case names. */
    public enum Action {
        /** The request itself is at fault: the very same one fails every time. */
        NEVER,
        /** Only once the cause is put right: the request, the key, the balance. */
        AFTER_FIX,
        /** Send it to another model. */
        SWITCH_MODEL,
        /** Again after the delay. */
        AFTER,
        /** Again after the delay, doubled each time, plus jitter. */
        BACKOFF;

        boolean waits() {
            return this == AFTER || this == BACKOFF;
        }
    }

    public RetryPolicy {
        if (action.waits() != minDelayMs > 0 || minDelayMs < 0) {
            throw new IllegalArgumentException("min_delay_ms belongs to after and backoff, and only to them");
        }
        if (action.waits() != (escalateAfter != null)) {
            throw new IllegalArgumentException("escalate_after belongs to after and backoff, and only to them");
        }
        if (escalateAfter != null && escalateAfter < 1) {
            throw new IllegalArgumentException("escalate_after must be at least 1");
        }
    }

    /** Whether the same request, unchanged, may succeed later. */
    public boolean retryable() {
        return action.waits();
    }
}
