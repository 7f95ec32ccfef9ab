package dev.errata.core.attribute;

import java.util.List;
import java.util.Map;

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

    boolean isIn(Leaf leaf, Map<String, String> where) {
        return where.entrySet().stream()
                .allMatch(predicate -> leaf.values()
                        .get(dimensions.indexOf(predicate.getKey()))
                        .equals(predicate.getValue()));
    }

    double observed() {
        return leaves.stream().mapToDouble(Leaf::observed).sum();
    }

    double expected() {
        return leaves.stream().mapToDouble(Leaf::expected).sum();
    }
}
