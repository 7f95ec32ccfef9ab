package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.app.config.RoleConfig;
import dev.errata.app.node.Node;
import dev.errata.app.node.Roles;
import dev.errata.app.node.Wiring;

/**
 * What starts the processes that the commands run; tests bring their own.
 *
 * @param up everything in one
 */
public record Starters(
        Node.Starter<AppConfig> up,
        Node.Starter<RoleConfig> gateway,
        Node.Starter<RoleConfig> analytics,
        Node.Starter<RoleConfig> api) {

    /** The real ones. */
    public static Starters real() {
        return new Starters(new Wiring(), Roles::gateway, Roles::analytics, Roles::api);
    }
}
