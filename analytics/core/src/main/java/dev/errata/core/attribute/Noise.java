package dev.errata.core.attribute;

import java.util.stream.DoubleStream;

/**
 * How far a normal leaf is from what was expected of it: variance = unit × expected + relative × expected².
 *
 * @param unit 1 for counts
 * @param relative squared relative error of the expectation
 */
public record Noise(double unit, double relative) {
    /** Counts, of which a tenth more or less is nothing. */
    public static final Noise OF_COUNTS = new Noise(1, 0.01);

    private static final double LEAST = 1e-6;

    /** The median over a normal variable's standard deviation. */
    private static final double MEDIAN_DEVIATION = 0.6745;

    /** Measured amounts without a natural unit: as most leaves of the cube have it, for most are normal. */
    public static Noise of(Cube cube) {
        var typical = median(cube.leaves().stream().mapToDouble(Leaf::expected).filter(expected -> expected > 0));
        var deviation = median(cube.leaves().stream()
                        .filter(leaf -> leaf.expected() > 0)
                        .mapToDouble(leaf -> Math.abs(leaf.observed() / leaf.expected() - 1)))
                / MEDIAN_DEVIATION;
        var relative = Math.max(LEAST, deviation * deviation);
        return new Noise(relative * typical, relative);
    }

    /** What an amount weighs, so that weighed sums vary as Poisson counts do. */
    double weight(double expected) {
        return 1 / (unit + relative * expected);
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        return sorted.length == 0 ? 1 : sorted[sorted.length / 2];
    }
}
