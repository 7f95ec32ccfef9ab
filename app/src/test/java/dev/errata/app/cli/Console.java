package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.app.config.RoleConfig;
import dev.errata.app.node.Node;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;

/** Runs commands and keeps what they print. */
final class Console {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:04Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Surroundings surroundings;
    private final Node.Starter<AppConfig> starter;
    private final Node.Starter<RoleConfig> roles;

    Console(Map<String, String> environment, Terminal terminal, Node.Starter<AppConfig> starter) {
        this(environment, terminal, starter, (_, _) -> {
            throw new AssertionError("no role is started here");
        });
    }

    Console(
            Map<String, String> environment,
            Terminal terminal,
            Node.Starter<AppConfig> starter,
            Node.Starter<RoleConfig> roles) {
        this.surroundings = new Surroundings(environment, () -> NOW, _ -> {}, terminal);
        this.starter = starter;
        this.roles = roles;
    }

    int run(String... arguments) {
        return CommandTree.of(surroundings, new Starters(starter, roles, roles, roles))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
