package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.app.demo.DemoPlayer;
import dev.errata.app.node.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code errata up}: starts everything and runs until it is asked to stop. */
@Command(
        name = "up",
        descriptionHeading = "%n",
        description = "Start everything in one process: broker, database, gateway, topology, API, console.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata up                                   on port 8080, data in ./.errata",
            "  errata up --demo                            with traffic of our own making",
            "  errata up --port 9000 --data /var/errata    elsewhere",
            ""
        })
final class Up extends RunCommand<AppConfig> {
    private static final String OPEN = "open   to programs on this machine, which alone can reach it, without a token";
    private static final String TOKENS =
            "tokens are required; to make one: errata token create --name NAME --scope ingest,read";

    @Option(
            names = "--demo",
            description = "Play synthetic traffic with a 429 storm, a 503 outage and failing video tasks.")
    private boolean demo;

    Up(Surroundings surroundings, Node.Starter<AppConfig> starter) {
        super(surroundings, starter);
    }

    @Override
    AppConfig config() throws Exception {
        var config = AppConfig.of(surroundings().environment(), SettingOptions.given(spec()));
        if (demo && !config.isOpen()) {
            throw new ParameterException(
                    spec().commandLine(), "--demo sends without a token: it needs a loopback --host, and --auth auto");
        }
        return config;
    }

    @Override
    void attend(Node node, AppConfig config) throws InterruptedException {
        say(config.isOpen() ? OPEN : TOKENS);
        say(FirstSteps.text(config, node.address(), surroundings().clock().instant()));
        if (demo) {
            play(node);
        } else {
            node.await();
        }
    }

    private void play(Node node) throws InterruptedException {
        say(DemoPlayer.SYNOPSIS);
        try (var _ = DemoPlayer.start(
                node.address(), surroundings().clock(), surroundings().pause())) {
            node.await();
        }
    }
}
