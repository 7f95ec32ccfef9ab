package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.config.AppConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks a running Errata, or sends to it. */
abstract class ClientCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ClientCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() throws Exception {
        var server = AppConfig.server(surroundings.environment(), SettingOptions.given(spec));
        try (var client = new ErrataClient(server, surroundings.pause())) {
            return run(client).code();
        }
    }

    abstract ExitCode run(ErrataClient client) throws Exception;

    final Surroundings surroundings() {
        return surroundings;
    }

    final CommandSpec spec() {
        return spec;
    }

    /** Data, for whoever reads on. */
    final void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    /** A message, for the person. */
    final void say(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
