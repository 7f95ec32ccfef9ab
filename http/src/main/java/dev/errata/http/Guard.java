package dev.errata.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Stands before every route. What a route does not allow, nobody may. */
record Guard(Access access) {

    void admit(Context ctx) {
        // Javalin answers a HEAD for which there is a GET by itself, without the handler: there is nothing to guard.
        if (!ctx.method().equals(HandlerType.HEAD)) {
            access.admit(ctx, allowed(ctx.routeRoles()));
        }
    }

    /**
     * All routes of the server.
     *
     * @throws IllegalStateException naming one that does not say whom it allows
     */
    static List<Route> routes(Javalin server) {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(Guard::route)
                .toList();
    }

    private static Route route(Endpoint endpoint) {
        var roles = endpoint.metadata(Roles.class);
        var allowed = roles == null ? Set.<Allow>of() : allowed(roles.getRoles());
        if (allowed.isEmpty()) {
            throw new IllegalStateException(endpoint.method + " " + endpoint.path + " does not say whom it allows");
        }
        return new Route(endpoint.method.name(), endpoint.path, allowed);
    }

    private static Set<Allow> allowed(Collection<RouteRole> roles) {
        var allowed = EnumSet.noneOf(Allow.class);
        roles.stream().filter(Allow.class::isInstance).map(Allow.class::cast).forEach(allowed::add);
        return allowed;
    }
}
