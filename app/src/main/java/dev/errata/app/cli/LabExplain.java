package dev.errata.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.app.lab.explain.ExplainCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata lab explain}. */
@Command(
        name = "explain",
        descriptionHeading = "%n",
        description = "Name the slices that drive the deviation in each case of a directory, as Squeeze has them.",
        footerHeading = "Examples:%n",
        footer = {"  errata lab explain --squeeze squeeze_B0 --out causes.ndjson", ""})
final class LabExplain implements Callable<Integer> {
    @Option(names = "--squeeze", paramLabel = "DIR", required = true, description = "CSV files: real,predict,a,b,...")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path cases;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the causes go, as NDJSON.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Override
    public Integer call() throws IOException {
        try (var causes = Files.newBufferedWriter(out, UTF_8)) {
            ExplainCases.run(cases, causes);
        }
        return ExitCode.FINE.code();
    }
}
