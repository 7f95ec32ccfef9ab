package dev.errata.core.detect;

/**
 * Hysteresis: an alarm begins at once. It ends after five calm minutes, and is not followed by another for ten; or at once
 * when there would be many more errors if it went on. One that comes back soon after that has to be calm for long.
 *
 * @param firing whether it goes on
 * @param since the bin that it began in
 * @param calm bins without a reason to go on
 * @param blockedUntil no other begins before this bin
 * @param window seconds that show whether it goes on
 * @param excess the most errors by exposure beyond what was expected so far; 0 where it may not end at once
 * @param doubtedUntil one that begins before this bin may not end at once
 */
record Alarm(boolean firing, long since, int calm, long blockedUntil, int window, double excess, long doubtedUntil) {
    private static final int CALM_SECONDS = 300;
    private static final int MOST_SECONDS = 1200;
    private static final int BLOCKED_SECONDS = 600;

    static final Alarm NEVER = new Alarm(false, 0, 0, Long.MIN_VALUE, CALM_SECONDS, 0, Long.MIN_VALUE);

    boolean mayBegin(long bin) {
        return !firing && bin >= blockedUntil;
    }

    /** What took long to be found needs as long a look to be seen. */
    Alarm begin(long bin, long foundInSeconds, double newExcess) {
        var look = Math.clamp(foundInSeconds, CALM_SECONDS, MOST_SECONDS);
        return new Alarm(true, bin, 0, blockedUntil, look, bin < doubtedUntil ? 0 : newExcess, doubtedUntil);
    }

    /** One more bin of a firing alarm. */
    Alarm next(long bin, int binSeconds, boolean hot) {
        var calmBins = hot ? 0 : calm + 1;
        return calmBins * binSeconds >= CALM_SECONDS
                ? end(bin, binSeconds)
                : new Alarm(true, since, calmBins, blockedUntil, window, excess, doubtedUntil);
    }

    /** It has that excess now. */
    Alarm strongest(double newExcess) {
        return excess == 0 || newExcess <= excess
                ? this
                : new Alarm(firing, since, calm, blockedUntil, window, newExcess, doubtedUntil);
    }

    Alarm end(long bin, int binSeconds) {
        return new Alarm(false, since, 0, bin + BLOCKED_SECONDS / binSeconds, window, excess, doubtedUntil);
    }

    /** What caused it has gone beyond doubt: what comes now is something else, unless it comes soon. */
    Alarm endAtOnce(long bin, int binSeconds) {
        var doubted = bin + 2 * BLOCKED_SECONDS / binSeconds;
        return new Alarm(false, since, 0, blockedUntil, window, excess, doubted);
    }

    void write(StateOutput out) {
        out.whole(firing ? 1 : 0);
        out.whole(since);
        out.whole(calm);
        out.whole(blockedUntil);
        out.whole(window);
        out.real(excess);
        out.whole(doubtedUntil);
    }

    static Alarm read(StateInput in) {
        return new Alarm(
                in.whole() != 0, in.whole(), (int) in.whole(), in.whole(), (int) in.whole(), in.real(), in.whole());
    }
}
