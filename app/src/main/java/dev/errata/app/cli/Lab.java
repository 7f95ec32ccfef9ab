package dev.errata.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code errata lab}: single parts of Errata, from standard input to standard output. */
@Command(
        name = "lab",
        hidden = true,
        descriptionHeading = "%n",
        description = "Run single parts of Errata on recorded input.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "Examples:%n",
        footer = {
            "  errata lab normalize < answers.ndjson     what each answer says",
            "  errata lab group < messages.csv           which messages are the same error",
            ""
        })
final class Lab implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
