package dev.errata.core.attribute;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why there are more errors.
 *
 * @param kind of change
 * @param slices that explain it, the one that explains most first; of an incident that goes on, the one that was named first
 *     before and explains nearly as much
 * @param rates null where the calls are not known
 */
public record Explanation(
        Kind kind, List<Slice> slices, @Nullable Rates rates) {
    public Explanation {
        slices = List.copyOf(slices);
    }

    /** What changed. */
    public enum Kind {
        /** Calls of the slices fail more often than usual. */
        RATE,
        /** Every part fails as often as usual, but those that fail more get more of the calls. */
        MIX,
        /** There are more errors; whether there are more calls, too, nobody knows. */
        COUNT,
        /** Nothing that could be told from chance. */
        NONE
    }

    /**
     * Errors by calls, each in [0, 1].
     *
     * @param now of all calls
     * @param usual of all calls
     * @param without the slices: had they failed as usual, all else being as it is
     */
    public record Rates(double now, double usual, double without) {}
}
