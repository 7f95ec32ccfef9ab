package dev.errata.app.cli;

import dev.errata.app.config.TopicsConfig;
import dev.errata.app.node.TopicAdmin;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code errata topics}. */
@Command(
        name = "topics",
        descriptionHeading = "%n",
        description = {
            "Set up the topics of a Kafka cluster, before gateway, analytics and api are started on it.",
            "The roles themselves make none and change none. --plan ends with 5 where something differs, --apply where"
                    + " something is left to be done by hand."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata topics --plan --kafka-bootstrap-servers kafka:9092     what is not as it should be",
            "  errata topics --apply --partitions 24                         makes and alters what is not",
            ""
        })
final class Topics extends TalkingCommand {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Action action;

    private static final class Action {
        @Option(names = "--plan", required = true, description = "Print what differs, and change nothing.")
        private boolean plan;

        @Option(names = "--apply", required = true, description = "Make what is missing and alter what differs.")
        private boolean apply;
    }

    Topics(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        var config = TopicsConfig.of(surroundings().environment(), SettingOptions.given(spec()));
        try (var topics = TopicAdmin.connect(config)) {
            var changes = action.apply && !action.plan;
            return report(changes ? topics.apply() : topics.differences()).code();
        }
    }

    private ExitCode report(List<String> differences) {
        differences.forEach(this::print);
        if (differences.isEmpty()) {
            say("The topics are as they should be.");
        }
        return differences.isEmpty() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }
}
