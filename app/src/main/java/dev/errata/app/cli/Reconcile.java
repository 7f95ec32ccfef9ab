package dev.errata.app.cli;

import dev.errata.app.config.ReconcileConfig;
import dev.errata.app.node.Reconciled;
import dev.errata.app.node.Reconciled.Line;
import dev.errata.app.node.Reconciler;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code errata reconcile}. */
@Command(
        name = "reconcile",
        descriptionHeading = "%n",
        description = {
            "Count the stored events once more, window by window, and compare with the stored rates; likewise the totals of"
                    + " calls, as far back as Kafka has their records, and the sums by minute, hour and packed day.",
            "Everything may go on running. Windows are compared once their grace is over, which is --grace and a minute"
                    + " after their end. Works on Kafka and Postgres directly; --grace, --event-retention-days and"
                    + " --project-topics must be those of the processes that count.",
            "Ends with 0 where nothing differs, with 5 where something does, or did before --repair, and with 3 where"
                    + " a server does not answer or something lags too far behind."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata reconcile                             the last day of the errata up on this machine",
            "  errata reconcile --from -7d --to -1d         a week",
            "  errata reconcile --repair                    puts right what differs",
            ""
        })
final class Reconcile extends TalkingCommand {
    private static final int SHOWN = 1_000;
    private static final List<String> HEADER =
            List.of("window", "project", "key", "count", "stored", "recomputed", "difference");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            defaultValue = "-1d",
            description = "now, -15m or RFC 3339. Default: ${DEFAULT-VALUE}")
    private String from = "-1d";

    @Option(names = "--to", paramLabel = "TIME", defaultValue = "now", description = "Default: ${DEFAULT-VALUE}")
    private String to = "now";

    @Option(
            names = "--repair",
            description = "Book what differs: as a correction where events are counted, in place where totals are."
                    + " Days that were packed wrong are packed anew.")
    private boolean repair;

    @Option(
            names = "--textfile",
            paramLabel = "FILE.prom",
            description =
                    "Also write what was found there for Prometheus, in the directory that the textfile collector of"
                            + " its node_exporter reads.")
    private @Nullable Path textfile;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    Reconcile(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        var config = ReconcileConfig.of(surroundings().environment(), SettingOptions.given(spec()));
        var first = time(from);
        var last = time(to);
        var lines = new ArrayList<Line>();
        try (var reconciler = Reconciler.connect(config)) {
            var found = run(reconciler, first, last, lines);
            report(found, lines);
            if (textfile != null) {
                ReconcileTextfile.write(textfile, found, surroundings().clock().instant());
            }
            return (found.differences() == 0 ? ExitCode.FINE : ExitCode.DIFFERENT).code();
        }
    }

    private Reconciled run(Reconciler reconciler, Instant first, Instant last, List<Line> lines) throws Exception {
        try (var progress =
                new Progress(spec().commandLine().getErr(), surroundings().terminal())) {
            var observer = new Reconciler.Observer() {
                @Override
                public void differs(Line line) {
                    if (lines.size() < SHOWN) {
                        lines.add(line);
                    }
                }

                @Override
                public void compared(long seconds, long all) {
                    progress.part(seconds, all);
                }
            };
            return reconciler.run(first, last, repair, observer, surroundings().pause());
        }
    }

    private void report(Reconciled found, List<Line> lines) {
        if (json) {
            print(json(found, lines).toString());
            return;
        }
        if (!lines.isEmpty()) {
            var rows = lines.stream().map(Reconcile::row).toList();
            print(TextTable.plain(HEADER, rows).render(surroundings().terminal().width()));
        }
        if (found.differences() > lines.size()) {
            say("… and %d more".formatted(found.differences() - lines.size()));
        }
        say(summary(found));
    }

    private static String summary(Reconciled found) {
        if (!found.from().isBefore(found.to())) {
            return "No window between the two times is old enough yet: one is compared when its grace is over.";
        }
        var totals = found.totalsFrom().isAfter(found.from()) ? " (totals from " + found.totalsFrom() + ")" : "";
        var outcome = found.differences() == 0
                ? "no difference"
                : "%d differ, by %d%s"
                        .formatted(found.differences(), found.missing(), found.repaired() ? "; put right" : "");
        return "%s to %s%s: %d numbers of %d events and %d calls compared, %s"
                .formatted(
                        found.from(), found.to(), totals, found.compared(), found.events(), found.requests(), outcome);
    }

    private static List<String> row(Line line) {
        var key = line.key().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return List.of(
                line.window().toString(),
                line.project(),
                key,
                line.count(),
                text(line.stored()),
                text(line.recomputed()),
                Long.toString(line.missing()));
    }

    private static String text(@Nullable Long number) {
        return number == null ? "none" : number.toString();
    }

    private ObjectNode json(Reconciled found, List<Line> lines) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.put("from", found.from().toString())
                .put("to", found.to().toString())
                .put("totals_from", found.totalsFrom().toString())
                .put("compared", found.compared())
                .put("events", found.events())
                .put("requests", found.requests())
                .put("different", found.differences())
                .put("difference", found.missing())
                .put("repaired", found.repaired())
                .put("truncated", found.differences() > lines.size());
        var array = answer.putArray("differences");
        for (var line : lines) {
            var object = array.addObject();
            object.put("window", line.window().toString()).put("project", line.project());
            line.key().forEach(object.putObject("key")::put);
            object.put("count", line.count())
                    .put("stored", line.stored())
                    .put("recomputed", line.recomputed())
                    .put("difference", line.missing());
        }
        return answer;
    }

    private Instant time(String text) {
        try {
            return TimeText.parse(text, surroundings().clock().instant());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
