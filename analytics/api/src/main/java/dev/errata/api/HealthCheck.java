package dev.errata.api;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether something that the process needs is well.
 *
 * @param name as {@code /readyz} calls it, such as {@code postgres}
 * @param problem what is wrong, empty if nothing is; asked on every request, so it has to be quick. What it throws is
 *     taken for a problem
 */
public record HealthCheck(String name, Supplier<Optional<String>> problem) {

    /** Whether nothing is wrong, as of now. */
    public boolean isWell() {
        return check().isEmpty();
    }

    Optional<String> check() {
        try {
            return problem.get();
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }
}
