package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;

/** {@code errata dead-letter list}. */
@Command(
        name = "list",
        descriptionHeading = "%n",
        description = {
            "What could not be stored, newest first.",
            "While a breaker is open, one line stands for all refused records of a sender."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata dead-letter list --reason malformed --from -1d    not JSON, or not UTF-8",
            "  errata dead-letter list --all                            with those stored since",
            ""
        })
final class DeadLetterList extends ClientCommand {
    private static final List<String> HEADER =
            List.of("id", "received", "reason", "records", "project", "app", "field", "detail");

    @Mixin
    private final DeadLetterFilters filters = new DeadLetterFilters();

    @Option(names = "--all", description = "Also those that were replayed and are stored now.")
    private boolean all;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to 500. Default: ${DEFAULT-VALUE}")
    private int limit = 100;

    @Option(names = "--after", paramLabel = "NEXT", description = "Go on where the list before has ended.")
    private @Nullable String after;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    DeadLetterList(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.deadLetters(parameters());
        var letters = answer.path("dead_letters");
        if (json) {
            print(answer.toString());
        } else if (letters.isEmpty()) {
            say("No dead letters of this kind.");
        } else {
            var rows = letters.valueStream().map(DeadLetterList::row).toList();
            print(TextTable.plain(HEADER, rows).render(surroundings().terminal().width()));
            if (answer.path("next").isString()) {
                say("There are more: --after " + answer.path("next").asString());
            }
        }
        return letters.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private static List<String> row(JsonNode letter) {
        return List.of(
                letter.path("id").asString(""),
                letter.path("received_at").asString(""),
                letter.path("reason").asString(""),
                letter.path("records").toString(),
                letter.path("project").asString("unknown"),
                letter.path("app").asString(""),
                letter.path("field").asString(""),
                letter.path("detail").asString(""));
    }

    private Map<String, String> parameters() {
        try {
            var parameters = filters.parameters(surroundings().clock().instant());
            parameters.put("limit", Integer.toString(limit));
            if (all) {
                parameters.put("state", "all");
            }
            if (after != null) {
                parameters.put("after", after);
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
