package dev.errata.http.access;

import java.util.Set;

/**
 * Whoever a request comes from.
 *
 * @param project whose records it may see and write; there is no request of two projects
 * @param scopes what it may do there
 */
public record Principal(String project, Set<Scope> scopes) {

    public Principal {
        scopes = Set.copyOf(scopes);
    }
}
