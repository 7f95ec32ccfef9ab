package dev.errata.core.attribute;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A part of the cube that deviates as a whole.
 *
 * @param where dimension to value
 * @param observed in it
 * @param expected in it
 * @param share of the whole deviation that it explains; 1 is all, it can be more where others deviate the other way
 */
public record Slice(SortedMap<String, String> where, double observed, double expected, double share) {
    public Slice {
        where = new TreeMap<>(where);
    }

    /** {@code code=429&model=m}. */
    @Override
    public String toString() {
        return where.entrySet().stream()
                .map(predicate -> predicate.getKey() + '=' + predicate.getValue())
                .collect(Collectors.joining("&"));
    }
}
