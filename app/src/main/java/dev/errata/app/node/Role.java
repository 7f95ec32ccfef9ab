package dev.errata.app.node;

import dev.errata.api.HealthCheck;
import dev.errata.http.Routes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One of the things that a process can do, running.
 *
 * @param routes what it answers on
 * @param checks what has to be well for it to be ready
 * @param failure what will not become well by itself; empty if nothing
 */
record Role(List<Routes> routes, List<HealthCheck> checks, Supplier<Optional<String>> failure) {

    /** One that either works or will work again. */
    Role(List<Routes> routes, List<HealthCheck> checks) {
        this(routes, checks, Optional::empty);
    }

    /** The same with one more check. */
    Role with(HealthCheck check) {
        return new Role(routes, Stream.concat(checks.stream(), Stream.of(check)).toList(), failure);
    }
}
