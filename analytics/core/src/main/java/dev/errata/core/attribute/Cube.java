package dev.errata.core.attribute;

import java.util.List;

/**
 * What was observed and what was expected, by several dimensions.
 *
 * @param dimensions their names
 * @param leaves one for each combination of values that was observed or expected; no two of the same
 */
public record Cube(List<String> dimensions, List<Leaf> leaves) {
    private static final int MOST_DIMENSIONS = 16;

    public Cube {
        dimensions = List.copyOf(dimensions);
        leaves = List.copyOf(leaves);
        var size = dimensions.size();
        if (size > MOST_DIMENSIONS
                || leaves.stream().anyMatch(leaf -> leaf.values().size() != size)) {
            throw new IllegalArgumentException("every leaf has a value for each of at most 16 dimensions");
        }
    }

    double observed() {
        return leaves.stream().mapToDouble(Leaf::observed).sum();
    }

    double expected() {
        return leaves.stream().mapToDouble(Leaf::expected).sum();
    }
}
