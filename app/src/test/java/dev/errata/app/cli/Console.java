package dev.errata.app.cli;

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
    private final Node.Starter starter;

    Console(Map<String, String> environment, Terminal terminal, Node.Starter starter) {
        this.surroundings = new Surroundings(environment, () -> NOW, _ -> {}, terminal);
        this.starter = starter;
    }

    int run(String... arguments) {
        return CommandTree.of(surroundings, starter)
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
