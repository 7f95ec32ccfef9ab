package dev.errata.app.cli;

import dev.errata.app.node.Node;
import dev.errata.app.node.StartFailedException;
import dev.errata.app.node.StartUpReport;

/**
 * A command that runs until it is asked to stop.
 *
 * @param <C> what it runs with
 */
abstract class RunCommand<C> extends TalkingCommand {
    private final Node.Starter<C> starter;

    RunCommand(Surroundings surroundings, Node.Starter<C> starter) {
        super(surroundings);
        this.starter = starter;
    }

    @Override
    public final Integer call() throws Exception {
        var config = config();
        try (var _ = new StopSignal()) {
            return untilStopped(config).code();
        }
    }

    abstract C config() throws Exception;

    /** Says what there is to say once it runs, and returns when it does no longer. */
    abstract void attend(Node node, C config) throws InterruptedException;

    /** A stop comes as an interrupt, and the node is closed on the way out. */
    private ExitCode untilStopped(C config) throws StartFailedException {
        try {
            run(config);
            say("errata: a part of it has failed; the log above says which");
            return ExitCode.OTHER;
        } catch (InterruptedException e) {
            say("stopped");
            return ExitCode.FINE;
        }
    }

    private void run(C config) throws StartFailedException, InterruptedException {
        var report = new StartUpReport(spec().commandLine().getErr(), System::nanoTime);
        try (var node = starter.start(config, report)) {
            report.ready(node.address());
            attend(node, config);
        }
    }
}
