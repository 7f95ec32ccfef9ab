package dev.errata.core.detect;

import java.util.Comparator;

/**
 * A short stretch of errors that ended by itself: somebody's retries, most likely.
 *
 * @param bins that it lasted
 * @param excess errors beyond what was expected in them
 */
public record Burst(int bins, double excess) implements Comparable<Burst> {
    private static final Comparator<Burst> ORDER =
            Comparator.comparingInt(Burst::bins).thenComparingDouble(Burst::excess);

    @Override
    public int compareTo(Burst other) {
        return ORDER.compare(this, other);
    }
}
