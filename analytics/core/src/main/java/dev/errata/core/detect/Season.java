package dev.errata.core.detect;

import java.util.Arrays;

/**
 * How much more than usual happens at an hour of the day (UTC): a factor that stays near 1 until there is evidence.
 * Needed only where exposure is time; requests bring their own season.
 */
final class Season {
    private static final int HOURS = 24;
    private static final int SECONDS_AN_HOUR = 3600;
    private static final int SECONDS_A_DAY = HOURS * SECONDS_AN_HOUR;
    /** So many errors have to be seen in an hour before they move its factor halfway. */
    private static final float SHRINK = 20;

    private static final double HALF_LIFE_DAYS = 14;

    private static final float[] UNKNOWN = new float[HOURS];
    private static final float[] NOTHING = {};

    private final float[] seen;
    private final float[] expected;

    Season() {
        this(new float[HOURS], new float[HOURS]);
    }

    private Season(float[] seen, float[] expected) {
        this.seen = seen;
        this.expected = expected;
    }

    Season copy() {
        return new Season(seen.clone(), expected.clone());
    }

    /** Interpolated between the middles of the hours. */
    double factor(long epochSecond) {
        var hour = Math.floorMod(epochSecond, SECONDS_A_DAY) / (double) SECONDS_AN_HOUR - 0.5;
        var before = (int) Math.floor(hour);
        var part = hour - before;
        return at(before) * (1 - part) + at(before + 1) * part;
    }

    /** Errors of a bin, and how many the rate without a season would have made of it. */
    void learn(long epochSecond, double binSeconds, double errors, double unseasoned) {
        var kept = (float) Math.pow(0.5, binSeconds / (HALF_LIFE_DAYS * SECONDS_A_DAY));
        var hour = Math.floorMod(epochSecond, SECONDS_A_DAY) / SECONDS_AN_HOUR;
        seen[hour] = seen[hour] * kept + (float) errors;
        expected[hour] = expected[hour] * kept + (float) unseasoned;
    }

    private double at(int hour) {
        var slot = Math.floorMod(hour, HOURS);
        return (seen[slot] + SHRINK) / (expected[slot] + SHRINK);
    }

    /** Nothing where nothing was learned. */
    void write(StateOutput out) {
        var isUnknown = Arrays.equals(seen, UNKNOWN) && Arrays.equals(expected, UNKNOWN);
        out.floats(isUnknown ? NOTHING : seen);
        out.floats(isUnknown ? NOTHING : expected);
    }

    static Season read(StateInput in) {
        var seen = in.floats();
        var expected = in.floats();
        return seen.length == 0 ? new Season() : new Season(seen, expected);
    }
}
