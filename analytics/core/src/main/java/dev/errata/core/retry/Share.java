package dev.errata.core.retry;

import org.jspecify.annotations.Nullable;

/**
 * How often a condition was met.
 *
 * @param count how often
 * @param of out of how many times that could be told
 */
public record Share(long count, long of) {
    /** Fewer are somebody's mishap, not a client's way. */
    private static final long LEAST = 5;

    private static final double LEAST_RATIO = 0.05;

    static final Share NONE = new Share(0, 0);

    Share plus(long more, long moreOf) {
        return new Share(count + more, of + moreOf);
    }

    /** count / of; null where there was nothing to tell from. */
    public @Nullable Double ratio() {
        return of == 0 ? null : (double) count / of;
    }

    /** Whether it is a client's way: at least {@value #LEAST} times, and in a twentieth of all cases. */
    public boolean isDetected() {
        return count >= LEAST && count >= LEAST_RATIO * of;
    }
}
