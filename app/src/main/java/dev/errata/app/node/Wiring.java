package dev.errata.app.node;

import dev.errata.app.config.AppConfig;

/** Joins the modules to one running Errata. */
public final class Wiring implements Node.Starter {

    @Override
    public Node start(AppConfig config, StartUpReport report) throws StartFailedException {
        throw new StartFailedException(StartFailure.OTHER, "this build has no server yet", null);
    }
}
