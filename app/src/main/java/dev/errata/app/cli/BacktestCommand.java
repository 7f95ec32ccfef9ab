package dev.errata.app.cli;

import dev.errata.app.backtest.Backtest;
import dev.errata.app.backtest.Limits;
import dev.errata.app.backtest.PolicyDiff;
import dev.errata.app.backtest.Recording;
import dev.errata.app.config.BacktestConfig;
import dev.errata.app.config.InvalidConfigException;
import dev.errata.app.policy.InvalidPolicyException;
import dev.errata.app.policy.PolicyReader;
import dev.errata.core.TimeRules;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code errata backtest}. */
@Command(
        name = "backtest",
        descriptionHeading = "%n",
        description = {
            "Tell which incidents recorded events would have been, by the rules of the topology and in their own time.",
            "With --diff, what another policy would change. Events may stand in any order, as in an export: they are shown in that",
            "of their received_at, or of their time where nobody knows when they came. --grace, --event-retention-days,",
            "--window-keys and the policy must be those of the processes that count, best in one --config."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata backtest --events events.ndjson --traffic traffic.ndjson",
            "  errata backtest --events events.ndjson --policy errata.yml --diff stricter.yml",
            "  errata export --from -7d > week.ndjson && errata export --traffic --from -7d > calls.ndjson",
            ""
        })
final class BacktestCommand extends TalkingCommand {
    private static final List<String> INCIDENTS = List.of("opened", "ended", "severity", "owner", "quiet", "what");
    private static final List<String> CHANGES = List.of("change", "by", "opened", "severity", "owner", "what");
    private static final int SHOWN_PROBLEMS = 5;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            required = true,
            description = "Failed calls, as NDJSON. They are read twice, so a pipe will not do.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path events;

    @Option(names = "--traffic", paramLabel = "FILE", description = "Totals of calls to the events, as NDJSON.")
    private @Nullable Path traffic;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "From when on errors would have been recorded, RFC 3339. Default: from the first record on.")
    private @Nullable Instant since;

    @Option(names = "--diff", paramLabel = "FILE", description = "Another policy file: print what it would change.")
    private @Nullable Path other;

    @Option(names = "--json", description = "Print the incidents as JSON, one a line.")
    private boolean json;

    BacktestCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws InvalidConfigException {
        if (json && other != null) {
            throw usage("--json and --diff exclude each other");
        }
        var config = BacktestConfig.of(surroundings().environment(), SettingOptions.given(spec()));
        var limits = Limits.of(new TimeRules(config.grace(), config.eventRetentionDays()), config.windowKeys());
        var policies = new ArrayList<>(List.of(config.policy()));
        if (other != null) {
            policies.add(read(other));
        }
        var problems = new ArrayList<String>();
        var outcome = run(limits, policies, problems);
        show(outcome);
        problems.stream().limit(SHOWN_PROBLEMS).forEach(this::say);
        return tell(outcome, limits, problems.size()).code();
    }

    /** What came late was not judged live either, and is no reason to look at the recording. */
    private ExitCode tell(Backtest.Outcome outcome, Limits limits, int skipped) {
        var tally = outcome.tally();
        if (outcome.unwatched() > 0) {
            say("%,d series were not watched, each counted once a window: their project has more than %,d"
                    .formatted(outcome.unwatched(), limits.maxSeries()));
        }
        say("%,d events counted, of them %,d too late to be judged; %,d after the grace, %,d refused, %,d lines skipped"
                .formatted(tally.counted(), tally.unjudged(), tally.late(), tally.refused(), skipped));
        return skipped == 0 && tally.refused() == 0 ? ExitCode.FINE : ExitCode.INCOMPLETE;
    }

    private Backtest.Outcome run(Limits limits, List<Policy> policies, List<String> problems) {
        try (var progress =
                new Progress(spec().commandLine().getErr(), surroundings().terminal())) {
            var twice = 2 * Files.size(events);
            return Backtest.run(new Recording(events, traffic, since), limits, policies, new Backtest.Observer() {
                @Override
                public void bad(String problem) {
                    problems.add(problem);
                }

                @Override
                public void read(long bytes) {
                    progress.part(bytes, twice);
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
            print(TextTable.plain(header, rows).render(surroundings().terminal().width()));
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

    private ParameterException usage(String problem) {
        return new ParameterException(spec().commandLine(), problem);
    }
}
