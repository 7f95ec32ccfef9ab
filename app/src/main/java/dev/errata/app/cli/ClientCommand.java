package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.config.AppConfig;

/** A command that asks a running Errata, or sends to it. */
abstract class ClientCommand extends TalkingCommand {
    ClientCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public final Integer call() throws Exception {
        var flags = SettingOptions.given(spec());
        var server = AppConfig.server(surroundings().environment(), flags);
        var token = AppConfig.token(surroundings().environment(), flags);
        try (var client = new ErrataClient(server, token, surroundings().pause())) {
            return run(client).code();
        }
    }

    abstract ExitCode run(ErrataClient client) throws Exception;
}
