package dev.errata.app.cli;

import dev.errata.app.client.Pause;
import java.time.InstantSource;
import java.util.Map;

/**
 * Everything that a command takes from outside; tests bring their own.
 *
 * @param environment the process's variables
 * @param clock the time
 * @param pause how to wait
 * @param terminal what can be shown
 */
public record Surroundings(Map<String, String> environment, InstantSource clock, Pause pause, Terminal terminal) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        var environment = System.getenv();
        return new Surroundings(environment, InstantSource.system(), Pause.REAL, Terminal.ofProcess(environment));
    }
}
