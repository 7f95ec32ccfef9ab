package dev.errata.app.cli;

import dev.errata.app.backtest.Backtest;
import dev.errata.app.backtest.PolicyDiff;
import dev.errata.app.policy.InvalidPolicyException;
import dev.errata.app.policy.PolicyReader;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.IncidentText;
import dev.errata.core.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code errata backtest}. */
@Command(
        name = "backtest",
        descriptionHeading = "%n",
        description = {
            "Tell which incidents recorded events would have been, by the rules of the topology and in their own time.",
            "With --diff, what another policy would change. Events are read in the order in which they came; an export, which",
            "has the newest first, is turned round with tac."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata backtest --events events.ndjson --traffic traffic.ndjson",
            "  errata backtest --events events.ndjson --policy errata.yml --diff stricter.yml",
            "  errata export --from -7d | tac > week.ndjson && errata backtest --events week.ndjson",
            ""
        })
final class BacktestCommand implements Callable<Integer> {
    private static final List<String> INCIDENTS = List.of("opened", "ended", "severity", "owner", "quiet", "what");
    private static final List<String> CHANGES = List.of("change", "by", "opened", "severity", "owner", "what");
    private static final int SHOWN_PROBLEMS = 5;

    private final Surroundings surroundings;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            required = true,
            description = "Failed calls in order of arrival, as NDJSON.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path events;

    @Option(names = "--traffic", paramLabel = "FILE", description = "Totals of calls to the events, as NDJSON.")
    private @Nullable Path traffic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From when on errors would have been recorded, RFC 3339. Default: from the first record on.")
    private @Nullable Instant since;

    @Option(names = "--policy", paramLabel = "FILE", description = "The policy file; without, the defaults.")
    private @Nullable Path policy;

    @Option(names = "--diff", paramLabel = "FILE", description = "Another policy file: print what it would change.")
    private @Nullable Path other;

    @Option(names = "--json", description = "Print the incidents as JSON, one a line.")
    private boolean json;

    BacktestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (json && other != null) {
            throw usage("--json and --diff exclude each other");
        }
        var policies = new ArrayList<Policy>();
        policies.add(policy == null ? Policy.DEFAULT : read(policy));
        if (other != null) {
            policies.add(read(other));
        }
        var problems = new ArrayList<String>();
        var outcome = run(policies, problems);
        show(outcome);
        problems.stream().limit(SHOWN_PROBLEMS).forEach(this::say);
        say("%,d events counted, %,d refused, %,d lines skipped"
                .formatted(outcome.counted(), outcome.refused(), problems.size()));
        return (problems.isEmpty() && outcome.refused() == 0 ? ExitCode.FINE : ExitCode.INCOMPLETE).code();
    }

    private Backtest.Outcome run(List<Policy> policies, List<String> problems) {
        try (var progress = new Progress(spec.commandLine().getErr(), surroundings.terminal())) {
            var size = Files.size(events);
            return Backtest.run(events, traffic, since, policies, new Backtest.Observer() {
                @Override
                public void bad(String problem) {
                    problems.add(problem);
                }

                @Override
                public void read(long bytes) {
                    progress.part(bytes, size);
                }
            });
        } catch (IOException e) {
            throw usage("cannot read the recording: " + e);
        }
    }

    private Policy read(Path file) {
        try {
            return PolicyReader.read(file, null).policy();
        } catch (InvalidPolicyException e) {
            throw usage(file + ": " + String.join("\n" + file + ": ", e.problems()));
        }
    }

    private void show(Backtest.Outcome outcome) {
        var incidents = outcome.incidents().getFirst();
        if (json) {
            incidents.forEach(incident -> print(new String(IncidentCodec.encode(incident), StandardCharsets.UTF_8)));
        } else if (other != null) {
            table(
                    CHANGES,
                    PolicyDiff.between(incidents, outcome.incidents().getLast()).stream()
                            .map(BacktestCommand::row)
                            .toList(),
                    "It would change nothing.");
        } else {
            table(INCIDENTS, incidents.stream().map(BacktestCommand::row).toList(), "No incident.");
        }
    }

    private void table(List<String> header, List<List<String>> rows, String none) {
        if (rows.isEmpty()) {
            say(none);
        } else {
            print(TextTable.plain(header, rows).render(surroundings.terminal().width()));
        }
    }

    private static List<String> row(Incident incident) {
        var ended = incident.times().endedAt();
        return List.of(
                incident.times().openedAt().toString(),
                ended == null ? "goes on" : ended.toString(),
                name(incident.severity()),
                name(incident.owner()),
                incident.quiet() == null ? "" : incident.quiet(),
                IncidentText.of(incident).title());
    }

    private static List<String> row(PolicyDiff.Row row) {
        var incident = row.incident();
        return List.of(
                name(row.change()),
                row.by().isZero() ? "" : row.by().toSeconds() + " s",
                incident.times().openedAt().toString(),
                name(incident.severity()),
                name(incident.owner()),
                IncidentText.of(incident).title());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }

    private void say(String text) {
        spec.commandLine().getErr().println(text);
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
