package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code errata export}. */
@Command(
        name = "export",
        descriptionHeading = "%n",
        description = "All failed calls of a kind as CSV or NDJSON, newest first.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata export --from -7d --format csv -o week.csv",
            "  errata export --code rate_limit_error | jq .request_id",
            ""
        })
final class ExportCommand extends ClientCommand {
    @Mixin
    private EventOptions options = new EventOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv or ndjson. Default: by the name of the file, or else ndjson.")
    private @Nullable String format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it; by default to standard output.")
    private @Nullable Path file;

    private static final List<String> FORMATS = List.of("csv", "ndjson");

    private long lines;
    private String last = "";

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var parameters = parameters();
        if (file == null) {
            write(client, parameters, spec().commandLine().getOut());
        } else {
            try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
                write(client, parameters, out);
            } catch (IOException e) {
                throw new ParameterException(spec().commandLine(), "cannot write " + file + ": " + e.getMessage(), e);
            }
        }
        if (isBrokenOff(last)) {
            say("The export is not complete: the server's database went away. Ask again.");
            return ExitCode.UNREACHABLE;
        }
        var failures = lines - (isCsv(parameters) ? 1 : 0);
        say(failures + (failures == 1 ? " failure" : " failures"));
        return failures == 0 ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private void write(ErrataClient client, Map<String, String> parameters, PrintWriter out) throws Exception {
        try (var progress =
                new Progress(spec().commandLine().getErr(), surroundings().terminal())) {
            client.export(parameters, line -> {
                out.print(line + "\n");
                lines++;
                last = line;
                progress.count(lines, "failures");
            });
        }
        out.flush();
    }

    /** As the server ends what it cannot finish. */
    private static boolean isBrokenOff(String line) {
        return line.startsWith("{\"error\":") || line.startsWith("error: The export is not complete");
    }

    private static boolean isCsv(Map<String, String> parameters) {
        return "csv".equals(parameters.get("format"));
    }

    private Map<String, String> parameters() {
        try {
            var parameters = options.parameters(surroundings().clock().instant());
            parameters.putAll(RatesFilters.given(spec()));
            var byName = file != null && file.toString().endsWith(".csv") ? "csv" : "ndjson";
            parameters.put(
                    "format", format == null ? byName : Word.of("--format", format, FORMATS, spec().commandLine()));
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
