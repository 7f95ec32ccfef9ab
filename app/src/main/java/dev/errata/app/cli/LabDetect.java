package dev.errata.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.app.lab.detect.DetectCounts;
import dev.errata.app.lab.detect.DetectEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code errata lab detect}. */
@Command(
        name = "detect",
        descriptionHeading = "%n",
        description = {
            "Find spikes in recorded errors: one line of JSON for each alarm that opens or is resolved.",
            "Times are those at which the alarm could have been sent."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata lab detect --events events.ndjson --traffic traffic.ndjson --out alarms.ndjson",
            "  errata lab detect --counts counts.csv --out alarms.ndjson",
            ""
        })
final class LabDetect implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Input input;

    @Option(names = "--traffic", paramLabel = "FILE", description = "Totals of calls to the events, as NDJSON.")
    private @Nullable Path traffic;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the alarms go, as NDJSON.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (traffic != null && input.counts != null) {
            throw new ParameterException(spec.commandLine(), "counts have their own column of requests");
        }
        try (var alarms = Files.newBufferedWriter(out, UTF_8)) {
            if (input.counts != null) {
                DetectCounts.run(input.counts, alarms);
            } else if (input.events != null) {
                DetectEvents.run(input.events, traffic, alarms);
            }
        }
        return ExitCode.FINE.code();
    }

    /** One of them. */
    private static final class Input {
        @Option(names = "--events", paramLabel = "FILE", description = "Failed calls in order of arrival, as NDJSON.")
        private @Nullable Path events;

        @Option(names = "--counts", paramLabel = "FILE", description = "Errors and requests by bin, as CSV.")
        private @Nullable Path counts;
    }
}
