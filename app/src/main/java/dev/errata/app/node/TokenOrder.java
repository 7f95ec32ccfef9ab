package dev.errata.app.node;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that somebody wants.
 *
 * @param name for people
 * @param project the only one that it will be good for
 * @param scopes of {@code ingest}, {@code read}, {@code admin}
 * @param lifetime null: for ever
 */
public record TokenOrder(
        String name,
        String project,
        Set<String> scopes,
        @Nullable Duration lifetime) {

    public TokenOrder {
        scopes = Set.copyOf(scopes);
    }
}
