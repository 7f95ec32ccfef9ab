package dev.errata.core.attribute;

import java.util.List;

/**
 * One combination of values.
 *
 * @param values one for each dimension of the {@link Cube}
 * @param observed errors, or any measured amount
 * @param expected of it, had all been as usual: at the usual error share of this very leaf and today's calls
 */
public record Leaf(List<String> values, double observed, double expected) {
    public Leaf {
        values = List.copyOf(values);
        if (!(observed >= 0) || !(expected >= 0)) {
            throw new IllegalArgumentException("observed and expected must be numbers of at least 0");
        }
    }
}
