package dev.errata.http;

import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a route, named where the route is declared: {@code routes.get(path, handler, Allow.READ)}. Of several, any
 * one is enough. A route that names none keeps the server from starting.
 */
public enum Allow implements RouteRole {
    /** Everybody, without a token: what is of no project and no secret. */
    ANYONE(null),
    INGEST(Scope.INGEST),
    READ(Scope.READ),
    ADMIN(Scope.ADMIN);

    private final @Nullable Scope scope;

    Allow(@Nullable Scope scope) {
        this.scope = scope;
    }

    boolean admits(Principal principal) {
        return scope == null || principal.scopes().contains(scope);
    }
}
