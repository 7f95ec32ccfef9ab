package dev.errata.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.ParsedEndpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** Stands before every route. What a route does not allow, nobody may. */
record Guard(Access access) {

    void admit(Context ctx) {
        // Javalin answers a HEAD for which there is a GET by itself, without the handler: there is nothing to guard.
        if (!ctx.method().equals(HandlerType.HEAD)) {
            access.admit(ctx, allowed(ctx.routeRoles()));
        }
    }

    /** @throws IllegalStateException naming a route that does not say whom it allows */
    static void check(Javalin server) {
        server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(Guard::undeclared)
                .filter(route -> !route.isEmpty())
                .findFirst()
                .ifPresent(route -> {
                    throw new IllegalStateException(route + " does not say whom it allows");
                });
    }

    private static String undeclared(ParsedEndpoint parsed) {
        var endpoint = parsed.endpoint;
        var roles = endpoint.metadata(Roles.class);
        var declared = roles != null && !allowed(roles.getRoles()).isEmpty();
        return declared || !endpoint.method.isHttpMethod() ? "" : endpoint.method + " " + endpoint.path;
    }

    private static Set<Allow> allowed(Collection<RouteRole> roles) {
        var allowed = EnumSet.noneOf(Allow.class);
        roles.stream().filter(Allow.class::isInstance).map(Allow.class::cast).forEach(allowed::add);
        return allowed;
    }
}
