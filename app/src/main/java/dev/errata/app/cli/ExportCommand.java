package dev.errata.app.cli;

import static java.util.Objects.requireNonNull;

import dev.errata.app.client.ErrataClient;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.TrafficRecord;
import dev.errata.core.Dimension;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code errata export}. */
@Command(
        name = "export",
        descriptionHeading = "%n",
        description = {
            "All failed calls of a kind as CSV or NDJSON, newest first. With --traffic, the totals of all calls as NDJSON, oldest",
            "first: what a backtest holds failed calls against. They are kept in windows of 10 s for --rate-retention-days."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata export --from -7d --format csv -o week.csv",
            "  errata export --code rate_limit_error | jq .request_id",
            "  errata export --traffic --from -7d -o calls.ndjson",
            ""
        })
final class ExportCommand extends ClientCommand {
    @Mixin
    private EventOptions options = new EventOptions();

    @Option(
            names = "--traffic",
            description =
                    "Totals of calls, not failed ones. Of the filters, it takes env, region, app, provider and model.")
    private boolean traffic;

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
    private String first = "";
    private String last = "";

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var parameters = traffic ? trafficParameters() : parameters();
        if (file == null) {
            write(client, parameters, spec().commandLine().getOut());
        } else {
            try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
                write(client, parameters, out);
            } catch (IOException e) {
                throw usage("cannot write " + file + ": " + e.getMessage(), e);
            }
        }
        if (isBrokenOff(last)) {
            say("The export is not complete: the server's database went away. Ask again.");
            return ExitCode.UNREACHABLE;
        }
        return traffic ? tellTotals(parameters) : tellFailures(parameters);
    }

    private ExitCode tellFailures(Map<String, String> parameters) {
        var failures = lines - (isCsv(parameters) ? 1 : 0);
        say(failures + (failures == 1 ? " failure" : " failures"));
        return failures == 0 ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    /** Nobody knows of totals that are not there whether they were ever sent. */
    private ExitCode tellTotals(Map<String, String> parameters) throws InvalidRecordException {
        say(lines + (lines == 1 ? " total" : " totals"));
        if (lines == 0) {
            say(
                    "No calls were counted in that time, or their totals of 10 s are not kept any more (--rate-retention-days).");
            return ExitCode.NOT_FOUND;
        }
        var begin = Instant.parse(Json.parse(first.getBytes(StandardCharsets.UTF_8))
                .path("window")
                .asString());
        var from = Instant.parse(requireNonNull(parameters.get("from")));
        if (begin.isAfter(from.plus(TrafficRecord.WINDOW))) {
            say("The first are of " + begin
                    + ": before, no calls were counted, or their totals of 10 s are not kept any more"
                    + " (--rate-retention-days).");
        }
        return ExitCode.FINE;
    }

    private void write(ErrataClient client, Map<String, String> parameters, PrintWriter out) throws Exception {
        try (var progress =
                new Progress(spec().commandLine().getErr(), surroundings().terminal())) {
            Consumer<String> write = line -> {
                out.print(line + "\n");
                first = lines == 0 ? line : first;
                lines++;
                last = line;
                progress.count(lines, traffic ? "totals" : "failures");
            };
            if (traffic) {
                client.exportTraffic(parameters, write);
            } else {
                client.export(parameters, write);
            }
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
        var parameters = question();
        parameters.put("format", format());
        return parameters;
    }

    private Map<String, String> trafficParameters() {
        var ofTraffic = Arrays.stream(Dimension.values())
                .filter(Dimension::isOfTraffic)
                .map(Dimension::column)
                .collect(Collectors.toCollection(TreeSet::new));
        var parameters = question();
        var others = new TreeSet<>(parameters.keySet());
        others.removeAll(ofTraffic);
        others.removeAll(List.of("from", "to"));
        if (!others.isEmpty()) {
            throw usage(
                    "--traffic goes by --from, --to and --"
                            + String.join(", --", ofTraffic)
                            + " alone: calls that do not fail have nothing else",
                    null);
        }
        if (!format().equals("ndjson")) {
            throw usage("--traffic writes ndjson only", null);
        }
        return parameters;
    }

    private String format() {
        var byName = file != null && file.toString().endsWith(".csv") ? "csv" : "ndjson";
        return format == null ? byName : Word.of("--format", format, FORMATS, spec().commandLine());
    }

    private Map<String, String> question() {
        try {
            var parameters = options.parameters(surroundings().clock().instant());
            parameters.putAll(RatesFilters.given(spec()));
            return parameters;
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage(), e);
        }
    }

    private ParameterException usage(@Nullable String problem, @Nullable Exception cause) {
        return new ParameterException(spec().commandLine(), problem, cause);
    }
}
