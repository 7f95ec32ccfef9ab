package dev.errata.app.cli;

import dev.errata.app.lab.NormaliseLine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code errata lab normalize < in.ndjson > out.ndjson}. */
@Command(
        name = "normalize",
        descriptionHeading = "%n",
        description = {
            "Read answers, one {provider, status, headers, body} a line; print what each says, one line for each.",
            "A line that is no such object gives nulls and error."
        },
        footerHeading = "Examples:%n",
        footer = {"  errata lab normalize < answers.ndjson > errors.ndjson", ""})
final class LabNormalize implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    LabNormalize(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var normalise = new NormaliseLine(surroundings.clock());
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .map(normalise)
                .forEach(line -> out.print(line + '\n'));
        out.flush();
        return ExitCode.FINE.code();
    }
}
