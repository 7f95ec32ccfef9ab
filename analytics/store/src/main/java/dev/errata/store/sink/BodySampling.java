package dev.errata.store.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which raw bodies are kept: of each error of a project, in each window, the first ones and a sample of the others. Events
 * and counts know nothing of it. Used by one worker's thread; several workers each keep their own first ones.
 */
public final class BodySampling {
    /** More errors and windows at once are a flood; what is forgotten then begins with its first ones again. */
    private static final int MOST_GROUPS = 20_000;

    /** All of them. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Behind the first ones, so many events for a body. */
    private static final int EVERY = 20;

    private final int first;
    private final Supplier<DiskPressure> pressure;
    private final Map<Long, Integer> seen = new HashMap<>();

    /**
     * Keeps so many, then one of twenty.
     *
     * @param first how many of an error in a window; 0 keeps none
     * @param pressure keeps fewer where space is short
     */
    public BodySampling(int first, Supplier<DiskPressure> pressure) {
        this.first = first;
        this.pressure = pressure;
    }

    /**
     * Whether the body of the next event of an error stays.
     *
     * @param project whose event
     * @param fingerprint of the error
     * @param window that it belongs to, as any number that tells it from others
     */
    boolean keeps(String project, long fingerprint, long window) {
        var level = pressure.get();
        var kept = level.bodiesOf(first);
        if (kept == 0) {
            return false;
        }
        if (seen.size() >= MOST_GROUPS) {
            seen.clear();
        }
        var nth = seen.merge(group(project, fingerprint, window), 1, Integer::sum);
        return nth <= kept || (level == DiskPressure.NONE && nth % EVERY == 0);
    }

    /** The transaction failed: what it would have kept is to be kept next time, rather too much than too little. */
    void forget() {
        seen.clear();
    }

    private static long group(String project, long fingerprint, long window) {
        return fingerprint ^ ((long) project.hashCode() << Integer.SIZE) ^ window;
    }
}
