package dev.errata.app;

import dev.errata.app.cli.CommandTree;
import dev.errata.app.cli.Starters;
import dev.errata.app.cli.Surroundings;

/** The program. The {@code errata} script finds a JDK and starts it. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var commands = CommandTree.of(Surroundings.ofProcess(), Starters.real());
        System.exit(commands.execute(arguments));
    }
}
