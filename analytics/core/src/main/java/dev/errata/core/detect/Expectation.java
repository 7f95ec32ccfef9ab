package dev.errata.core.detect;

import org.jspecify.annotations.Nullable;

/**
 * What bins are expected to hold. Of a series with hardly any past, what was normal in its last 30 min is read, too.
 *
 * @param rate errors a unit of exposure, before the season
 * @param recent what was normal in the last 30 min; null where the baseline alone is read
 * @param isUnlearned whether the baseline has learned nothing yet
 */
record Expectation(Gamma usual, double rate, double season, Bins.@Nullable Counted recent, boolean isUnlearned) {
    private static final int YOUNG_SECONDS = 7200;
    private static final double LEAST_MEAN = 1e-9;

    static Expectation of(CountState state, int binSeconds, CountParameters.Exposure exposure) {
        var isYoung = state.learnedBins() * binSeconds < YOUNG_SECONDS;
        return new Expectation(
                state.baseline.usual(),
                state.baseline.rate(exposure),
                state.season.factor(state.bin * binSeconds),
                isYoung ? state.bins.lastNormal(state.bin, state.bins.size()) : null,
                state.learnedBins() <= 0);
    }

    /** Whether those bins are all that is known. */
    boolean isAllOf(Bins.Counted bins) {
        return recent != null && recent.exposure() == bins.exposure() && isUnlearned;
    }

    /** Errors in that exposure, as far as other bins than those tell, which were normal. */
    double mean(long exposure, Bins.Counted judged) {
        var learned = recent == null ? rate : without(judged, recent).rate();
        return Math.max(LEAST_MEAN, learned * season * exposure);
    }

    /** How much is known of the rate without those bins: errors that it was learned from. */
    double shape(Bins.Counted judged) {
        return recent == null ? usual.shape() : without(judged, recent).shape();
    }

    private Gamma without(Bins.Counted judged, Bins.Counted all) {
        return usual.plus((double) (all.errors() - judged.errors()), season * (all.exposure() - judged.exposure()));
    }
}
