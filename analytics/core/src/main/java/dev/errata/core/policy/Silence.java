package dev.errata.core.policy;

import dev.errata.core.Scope;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that nobody wants to be paged for.
 *
 * @param kind why
 * @param name shown with what it keeps quiet
 * @param project whose; null: of all
 * @param where what an incident must be about, by names as in {@link Scope}; empty: anything
 * @param from it holds from then on; null: always has
 * @param until it holds before then; null: for ever
 */
public record Silence(
        Kind kind,
        String name,
        @Nullable String project,
        SortedMap<String, String> where,
        @Nullable Instant from,
        @Nullable Instant until) {

    /** Why there is silence. */
    public enum Kind {
        /** Known, and of no interest. */
        MUTED,
        /** Somebody works on it at that time. */
        MAINTENANCE
    }

    public Silence {
        where = new TreeMap<>(where);
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("the silence " + name + " ends before it begins");
        }
    }

    boolean covers(String itsProject, Scope scope, Instant at) {
        return (project == null || project.equals(itsProject))
                && (from == null || !at.isBefore(from))
                && (until == null || at.isBefore(until))
                && new Scope(where).contains(scope);
    }
}
