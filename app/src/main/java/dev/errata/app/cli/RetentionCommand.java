package dev.errata.app.cli;

import dev.errata.app.config.PruningConfig;
import dev.errata.app.node.Kept;
import dev.errata.app.node.RetentionAdmin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code errata retention}. */
@Command(
        name = "retention",
        descriptionHeading = "%n",
        description = {
            "Delete by age what need not be kept: daily partitions of events, rates by their level, outcomes, dead letters, and"
                    + " incidents that are over. errata up and errata analytics do so once an hour by themselves.",
            "Works on Postgres directly, in small transactions; everything may go on running. The settings must be those of the"
                    + " processes that store, best in one --config. Partitions that give their place back to the disk have bytes;"
                    + " the place of rows is free for others."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata retention --dry-run                        what would go, and what stays",
            "  errata retention --config errata.yml              deletes it",
            ""
        })
final class RetentionCommand extends TalkingCommand {
    @Option(names = "--dry-run", description = "Delete nothing; only say what would go.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    RetentionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        var config = PruningConfig.of(surroundings().environment(), SettingOptions.given(spec()));
        var now = surroundings().clock().instant();
        try (var admin = RetentionAdmin.connect(config)) {
            if (dryRun) {
                report(admin.plan(now), "to_go");
                say("Nothing was deleted; without --dry-run it is.");
            } else {
                var done = admin.apply(now);
                report(done.tables(), "gone");
                if (!done.finished()) {
                    say("Another process is deleting, and goes on with it.");
                }
            }
        }
        return ExitCode.FINE.code();
    }

    private void report(List<Kept> tables, String what) {
        if (json) {
            print(json(tables, what));
            return;
        }
        var header = List.of("table", "kept for", "oldest", what.replace('_', ' '), "bytes");
        var rows = tables.stream().map(RetentionCommand::row).toList();
        print(TextTable.plain(header, rows).render(surroundings().terminal().width()));
    }

    private static List<String> row(Kept kept) {
        return List.of(
                kept.table(),
                kept.days() + " days",
                text(kept.oldest(), "none"),
                kept.old() + " " + kept.unit(),
                text(kept.bytes(), ""));
    }

    private static String text(@Nullable Object value, String none) {
        return value == null ? none : value.toString();
    }

    private static String json(List<Kept> tables, String what) {
        var answer = JsonNodeFactory.instance.objectNode();
        var array = answer.putArray("tables");
        for (var kept : tables) {
            array.addObject()
                    .put("table", kept.table())
                    .put("kept_days", kept.days())
                    .put("oldest", kept.oldest() == null ? null : kept.oldest().toString())
                    .put(what, kept.old())
                    .put("unit", kept.unit())
                    .put("bytes", kept.bytes());
        }
        return answer.toString();
    }
}
