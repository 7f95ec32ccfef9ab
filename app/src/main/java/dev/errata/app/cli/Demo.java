package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.demo.DemoPlayer;
import picocli.CommandLine.Command;

/** {@code errata demo}. */
@Command(
        name = "demo",
        descriptionHeading = "%n",
        description = {
            "Play synthetic traffic to a gateway, with a 429 storm and a 503 outage, until it is stopped.",
            "It begins with the eight minutes before. With errata up, its flag --demo does the same."
        },
        footerHeading = "Examples:%n",
        footer = {"  ERRATA_TOKEN=… errata demo --server http://gateway:8080", ""})
final class Demo extends ClientCommand {
    Demo(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        say(DemoPlayer.SYNOPSIS);
        DemoPlayer.play(client, surroundings().clock(), surroundings().pause());
        return ExitCode.FINE;
    }
}
