package dev.errata.core.detect;

import org.jspecify.annotations.Nullable;

/**
 * What bins are expected to hold. Of a series with hardly any past, what was normal in its last 30 min is read, too.
 *
 * @param rate errors a unit of exposure, before the season
 * @param recent what was normal in the last 30 min; null where the baseline alone is read
 */
record Expectation(CountState state, int binSeconds, double rate, double season, Bins.@Nullable Counted recent) {
    private static final double LEAST_MEAN = 1e-9;

    static Expectation of(CountState state, int binSeconds, CountParameters.Exposure exposure) {
        return new Expectation(
                state,
                binSeconds,
                state.baseline.rate(exposure),
                state.season.factor(state.bin * binSeconds),
                state.isYoung(binSeconds) ? state.bins.lastNormal(state.bin, state.bins.size()) : null);
    }

    /** Whether those bins are all that is known. */
    boolean isAllOf(Bins.Counted bins) {
        return recent != null && recent.exposure() == bins.exposure() && state.learnedBins() <= 0;
    }

    /** Errors in that exposure, as far as other bins than those tell, which were normal. */
    double mean(long exposure, Bins.Counted judged) {
        var learned = recent == null ? rate : without(judged, recent).rate();
        return Math.max(LEAST_MEAN, learned * season * exposure);
    }

    /** Of the negative binomial distribution of errors in so many seconds. */
    double size(int seconds, Bins.Counted judged) {
        return 1 / (state.dispersion.of(seconds, binSeconds) + 1 / shape(judged));
    }

    /** How much is known of the rate without those bins: errors that it was learned from. */
    double shape(Bins.Counted judged) {
        return recent == null
                ? state.baseline.usual().shape()
                : without(judged, recent).shape();
    }

    private Gamma without(Bins.Counted judged, Bins.Counted all) {
        return state.baseline
                .usual()
                .plus((double) (all.errors() - judged.errors()), season * (all.exposure() - judged.exposure()));
    }
}
