package dev.errata.core.detect;

/** How well a random variable explains a count. */
final class Likelihood {
    /** Above that size it is a Poisson variable. */
    private static final double POISSON_SIZE = 1e5;

    /** From here on Stirling's series is exact enough. */
    private static final double LARGE = 7;

    private static final double LOG_PI = Math.log(Math.PI);
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private Likelihood() {}

    /**
     * Of a negative binomial variable, the logarithm of the probability, but for a term of the count alone, which any
     * two explanations share.
     *
     * @param mean of the variable, above 0
     * @param size its inverse overdispersion: the variance is mean + mean² / size
     */
    static double log(long count, double mean, double size) {
        if (size > POISSON_SIZE) {
            return count * Math.log(mean) - mean;
        }
        var none = -size * Math.log1p(mean / size);
        return count == 0
                ? none
                : none + logGamma(count + size) - logGamma(size) + count * Math.log(mean / (size + mean));
    }

    /**
     * As {@link #log}, of a share that nothing is known of: so many are on one side and so many on the other.
     * Beta-binomial with the prior of Jeffreys.
     *
     * @param count whose term is left out
     */
    static double logOfAnyShare(long count, long others) {
        return logGamma(count + 0.5) + logGamma(others + 0.5) - logGamma(others + 1.0) - LOG_PI;
    }

    private static double logGamma(double value) {
        var shifted = value;
        var product = 1.0;
        for (; shifted < LARGE; shifted++) {
            product *= shifted;
        }
        var square = 1 / (shifted * shifted);
        var series = (1.0 / 12 - square * (1.0 / 360 - square / 1260)) / shifted;
        return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product);
    }
}
