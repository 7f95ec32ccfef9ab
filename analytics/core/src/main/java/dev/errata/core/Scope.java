package dev.errata.core;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a project's errors that something is about.
 *
 * @param where name to value; empty is all. Names are those of {@link Dimension}s, {@link #STATUS_CLASS} and
 *     {@link #OWNER}; of a part of the log that cannot be read {@code topic} and {@code partition}; of errors whose calls
 *     nobody counts {@link #BLIND}
 */
public record Scope(SortedMap<String, String> where) {
    /** Name of the class of a status, such as {@code 5xx}. */
    public static final String STATUS_CLASS = "status_class";

    /** Name of who can put an error right, a {@link dev.errata.contract.Owner} in lower case. */
    public static final String OWNER = "owner";

    /** Name of what cannot be seen, such as {@code totals}. */
    public static final String BLIND = "blind";

    /** All errors of a project. */
    public static final Scope TOTAL = new Scope(new TreeMap<>());

    public Scope {
        where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
    }

    /** Of these names and values. */
    public static Scope of(Map<String, String> where) {
        return new Scope(new TreeMap<>(where));
    }

    /** Whether all of the other one lies within this one, as far as their names say. */
    public boolean contains(Scope other) {
        return other.where.entrySet().containsAll(where.entrySet());
    }

    /** {@code code=429&model=m}; of the total {@code total}. */
    @Override
    public String toString() {
        return where.isEmpty()
                ? "total"
                : where.entrySet().stream()
                        .map(predicate -> predicate.getKey() + '=' + predicate.getValue())
                        .collect(Collectors.joining("&"));
    }
}
