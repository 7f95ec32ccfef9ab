package dev.errata.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The middle and the ends of some measurements. */
public record Spread(double median, double min, double max) {

    /** Of at least one value; the median of an even number is the mean of the two in the middle. */
    public static Spread of(DoubleStream values) {
        var sorted = values.sorted().toArray();
        var middle = Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1);
        return new Spread(middle.average().orElseThrow(), sorted[0], sorted[sorted.length - 1]);
    }
}
