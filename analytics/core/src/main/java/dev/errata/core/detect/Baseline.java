package dev.errata.core.detect;

/**
 * What is normal for a series: three memories of its rate.
 *
 * @param usual forgets half in 6 h, or in up to 24 h where little happens
 * @param slow forgets half in 24 h: what ramps and trickles are held against
 * @param recent forgets half in 90 min: where exposure is only time, the rate follows the day
 */
record Baseline(Gamma usual, Gamma slow, Gamma recent) {
    static final Baseline UNKNOWN = new Baseline(Gamma.UNKNOWN, Gamma.UNKNOWN, Gamma.UNKNOWN);

    private static final double HALF = 0.5;
    private static final double HOUR = 3600;
    private static final double USUAL_HALF_LIFE = 6 * HOUR;
    private static final double SLOW_HALF_LIFE = 24 * HOUR;
    private static final double RECENT_HALF_LIFE = 1.5 * HOUR;
    private static final double ENOUGH_ERRORS = 30;
    private static final double MOST_STRETCH = 4;

    /** What an incident can move it by, should it go unnoticed: so many standard deviations, and this much more. */
    private static final double OUTLIER_DEVIATIONS = 4;

    private static final double OUTLIER_ERRORS = 2;

    /** As much as a bin may count: it cannot lift the baseline by more, however many errors it has. */
    static double trimmed(double errors, double expected, double phi) {
        var deviation = Math.sqrt(expected + phi * expected * expected);
        return Math.min(errors, expected + OUTLIER_DEVIATIONS * deviation + OUTLIER_ERRORS);
    }

    Baseline learn(double binSeconds, double errors, double exposure, double phi) {
        var counted = trimmed(errors, usual.rate() * exposure, phi);
        var stretch = Math.clamp(ENOUGH_ERRORS / usual.shape(), 1, MOST_STRETCH);
        return new Baseline(
                usual.learn(kept(binSeconds, USUAL_HALF_LIFE * stretch), counted, exposure),
                slow.learn(kept(binSeconds, SLOW_HALF_LIFE), trimmed(counted, slow.rate() * exposure, phi), exposure),
                recent.learn(kept(binSeconds, RECENT_HALF_LIFE), counted, exposure));
    }

    /** Errors a unit of exposure: where exposure is only time, at least what the last hours had. */
    double rate(CountParameters.Exposure exposure) {
        return switch (exposure) {
            case REQUESTS -> usual.rate();
            case SECONDS ->
                Math.max(usual.rate(), recent.plus(HALF, HALF / usual.rate()).rate());
        };
    }

    /** What trickles are held against. */
    double slowRate(CountParameters.Exposure exposure) {
        return switch (exposure) {
            case REQUESTS -> slow.rate();
            case SECONDS -> Math.max(slow.rate(), rate(exposure));
        };
    }

    /** Where the level has become the new normal. */
    static Baseline at(Gamma level) {
        return new Baseline(level, level, level);
    }

    private static double kept(double seconds, double halfLife) {
        return Math.pow(0.5, seconds / halfLife);
    }

    void write(StateOutput out) {
        usual.write(out);
        slow.write(out);
        recent.write(out);
    }

    static Baseline read(StateInput in) {
        return new Baseline(Gamma.read(in), Gamma.read(in), Gamma.read(in));
    }
}
