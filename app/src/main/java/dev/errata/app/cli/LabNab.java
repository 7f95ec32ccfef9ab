package dev.errata.app.cli;

import dev.errata.app.lab.detect.ScoreValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata lab nab}. */
@Command(
        name = "nab",
        descriptionHeading = "%n",
        description = "Score every value of the CSV files of a directory, as the Numenta Anomaly Benchmark has them.",
        footerHeading = "Examples:%n",
        footer = {"  errata lab nab --data nab/data --out scores", ""})
final class LabNab implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "CSV files: timestamp,value.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path data;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the same files go, with scores.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Override
    public Integer call() throws IOException {
        ScoreValues.run(data, out);
        return ExitCode.FINE.code();
    }
}
