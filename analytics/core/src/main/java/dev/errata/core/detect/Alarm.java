package dev.errata.core.detect;

/**
 * Hysteresis: an alarm begins at once, ends after five calm minutes, and is not followed by another for ten.
 *
 * @param firing whether it goes on
 * @param since the bin that it began in
 * @param calm bins without a reason to go on
 * @param blockedUntil no other begins before this bin
 * @param window seconds that show whether it goes on
 */
record Alarm(boolean firing, long since, int calm, long blockedUntil, int window) {
    private static final int CALM_SECONDS = 300;
    private static final int MOST_SECONDS = 1200;
    private static final int BLOCKED_SECONDS = 600;

    static final Alarm NEVER = new Alarm(false, 0, 0, Long.MIN_VALUE, CALM_SECONDS);

    boolean mayBegin(long bin) {
        return !firing && bin >= blockedUntil;
    }

    /** What took long to be found needs as long a look to be seen. */
    Alarm begin(long bin, long foundInSeconds) {
        return new Alarm(true, bin, 0, blockedUntil, Math.clamp(foundInSeconds, CALM_SECONDS, MOST_SECONDS));
    }

    /** One more bin of a firing alarm. */
    Alarm next(long bin, int binSeconds, boolean hot) {
        var calmBins = hot ? 0 : calm + 1;
        return calmBins * binSeconds >= CALM_SECONDS
                ? end(bin, binSeconds)
                : new Alarm(true, since, calmBins, blockedUntil, window);
    }

    Alarm end(long bin, int binSeconds) {
        return new Alarm(false, since, 0, bin + BLOCKED_SECONDS / binSeconds, window);
    }

    void write(StateOutput out) {
        out.whole(firing ? 1 : 0);
        out.whole(since);
        out.whole(calm);
        out.whole(blockedUntil);
        out.whole(window);
    }

    static Alarm read(StateInput in) {
        return new Alarm(in.whole() != 0, in.whole(), (int) in.whole(), in.whole(), (int) in.whole());
    }
}
