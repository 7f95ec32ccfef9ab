package dev.errata.store.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a record, as far as can be told: what one breaker is about.
 *
 * @param project null where nobody can tell
 * @param app null where it is not said
 */
public record Sender(@Nullable String project, @Nullable String app) {
    /** Nobody can tell. */
    public static final Sender UNKNOWN = new Sender(null, null);

    @Override
    public String toString() {
        return (project == null ? "unknown" : project) + (app == null ? "" : "/" + app);
    }
}
