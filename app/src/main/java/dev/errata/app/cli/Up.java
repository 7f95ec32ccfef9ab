package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.app.demo.DemoPlayer;
import dev.errata.app.node.Node;
import dev.errata.app.node.StartFailedException;
import dev.errata.app.node.StartUpReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
final class Up implements Callable<Integer> {
    private static final String OPEN = "open   to programs on this machine, which alone can reach it, without a token";
    private static final String TOKENS =
            "tokens are required; to make one: errata token create --name NAME --scope ingest,read";

    private final Surroundings surroundings;
    private final Node.Starter starter;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--demo", description = "Play synthetic traffic with a 429 storm and a 503 outage.")
    private boolean demo;

    Up(Surroundings surroundings, Node.Starter starter) {
        this.surroundings = surroundings;
        this.starter = starter;
    }

    @Override
    public Integer call() throws Exception {
        var config = AppConfig.of(surroundings.environment(), SettingOptions.given(spec));
        if (demo && !config.isOpen()) {
            throw new ParameterException(
                    spec.commandLine(), "--demo sends without a token: it needs a loopback --host, and --auth auto");
        }
        try (var _ = new StopSignal()) {
            return untilStopped(config).code();
        }
    }

    /** A stop comes as an interrupt, and the node is closed on the way out. */
    private ExitCode untilStopped(AppConfig config) throws StartFailedException {
        try {
            run(config);
            say("errata: a part of it has failed; the log above says which");
            return ExitCode.OTHER;
        } catch (InterruptedException e) {
            say("stopped");
            return ExitCode.FINE;
        }
    }

    private void run(AppConfig config) throws StartFailedException, InterruptedException {
        var report = new StartUpReport(spec.commandLine().getErr(), System::nanoTime);
        try (var node = starter.start(config, report)) {
            report.ready(node.address());
            say(config.isOpen() ? OPEN : TOKENS);
            say(FirstSteps.text(config, node.address(), surroundings.clock().instant()));
            if (demo) {
                play(node);
            } else {
                node.await();
            }
        }
    }

    private void play(Node node) throws InterruptedException {
        say(DemoPlayer.SYNOPSIS);
        try (var _ = DemoPlayer.start(node.address(), surroundings.clock(), surroundings.pause())) {
            node.await();
        }
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
