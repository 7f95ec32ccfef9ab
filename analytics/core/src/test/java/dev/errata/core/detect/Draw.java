package dev.errata.core.detect;

import java.util.SplittableRandom;

/** Random counts for tests. */
final class Draw {
    private Draw() {}

    /** By inversion; the mean is small. */
    static long poisson(SplittableRandom random, double mean) {
        var left = random.nextDouble();
        var probability = Math.exp(-mean);
        long count = 0;
        while (left > probability && count < 10_000) {
            left -= probability;
            count++;
            probability *= mean / count;
        }
        return count;
    }

    static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
