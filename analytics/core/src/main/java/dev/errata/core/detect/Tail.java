package dev.errata.core.detect;

/** How improbable a count is, as -log10 of its probability: 6 is one in a million. */
final class Tail {
    private static final double LN10 = Math.log(10);
    private static final double HALF = 0.5;

    /** Chebyshev's coefficients of ln(erfc(z) e^(z z) / t), t = 2 / (2 + z); relative error below 1.2e-7 everywhere. */
    private static final double[] ERFC = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    private Tail() {}

    /**
     * That a negative binomial variable reaches x, by its deviance residual with continuity correction.
     *
     * @param mean of the variable, above 0
     * @param size its inverse overdispersion: the variance is mean + mean² / size
     * @return 0 where x is not above the mean
     */
    static double above(double x, double mean, double size) {
        var reached = x - HALF;
        return reached <= mean ? 0 : ofNormal(Math.sqrt(deviance(reached, mean, size)));
    }

    /** As {@link #above(double, double, double)}, of a count. */
    static double above(long x, double mean, double size) {
        return above((double) x, mean, size);
    }

    private static double deviance(double x, double mean, double size) {
        var excess = x * Math.log(x / mean) - (x + size) * Math.log((x + size) / (mean + size));
        return Math.max(0, 2 * excess);
    }

    /** That a standard normal variable exceeds z ≥ 0. Computed in logarithms: it has no largest value. */
    static double ofNormal(double z) {
        var scaled = z / Math.sqrt(2);
        var t = 1 / (1 + HALF * scaled);
        var series = 0.0;
        for (int i = ERFC.length - 1; i >= 0; i--) {
            series = series * t + ERFC[i];
        }
        return -(Math.log(HALF * t) - scaled * scaled + series) / LN10;
    }
}
