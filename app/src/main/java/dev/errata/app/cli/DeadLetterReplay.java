package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code errata dead-letter replay}. */
@Command(
        name = "replay",
        descriptionHeading = "%n",
        description = {
            "Read refused records again from Kafka, and store those that are good by now.",
            "Replaying twice, or being interrupted, adds nothing twice."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata dead-letter replay errata.events:0:42       one of them",
            "  errata dead-letter replay --reason too_old         all that were refused as this",
            "  errata dead-letter replay --from -1d --dry-run     would they be stored?",
            ""
        })
final class DeadLetterReplay extends ClientCommand {
    private static final List<String> HEADER =
            List.of("id", "result", "appended", "already stored", "refused", "reason", "detail");
    private static final String REPLAYED = "replayed";

    /** The server answers within its time limit for about so many records. */
    private static final int RECORDS = 10_000;

    private static final int IDS = 50;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "As the list names them: topic:partition:offset.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private final DeadLetterFilters filters = new DeadLetterFilters();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the server's answers as they are, one a line.")
    private boolean json;

    DeadLetterReplay(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var parameters = parameters();
        var chosen = ids.isEmpty() ? listed(client, parameters) : portions(ids);
        if (chosen.isEmpty()) {
            say("No dead letters of this kind.");
            return ExitCode.NOT_FOUND;
        }
        var results = new ArrayList<JsonNode>();
        for (var some : chosen) {
            var answer = client.replayDeadLetters(some, dryRun);
            answer.path(REPLAYED).forEach(results::add);
            if (json) {
                print(answer.toString());
            }
        }
        return told(results);
    }

    /** All of the filter's, in portions. */
    private static List<List<String>> listed(ErrataClient client, Map<String, String> parameters) throws Exception {
        var portions = new ArrayList<List<String>>();
        var room = 0L;
        while (true) {
            var page = client.deadLetters(parameters);
            for (var letter : page.path("dead_letters")) {
                var records = letter.path("records").asLong(1);
                if (room < records || portions.getLast().size() == IDS) {
                    portions.add(new ArrayList<>());
                    room = RECORDS;
                }
                portions.getLast().add(letter.path("id").asString());
                room -= records;
            }
            if (!page.path("next").isString()) {
                return portions;
            }
            parameters.put("after", page.path("next").asString());
        }
    }

    private static List<List<String>> portions(List<String> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + IDS)
                .mapToObj(from -> ids.subList(from, Math.min(ids.size(), from + IDS)))
                .toList();
    }

    private ExitCode told(List<JsonNode> results) {
        if (!json) {
            var rows = results.stream().map(DeadLetterReplay::row).toList();
            print(TextTable.plain(HEADER, rows).render(surroundings().terminal().width()));
        }
        var appended = results.stream()
                .mapToLong(result -> result.path("appended").asLong(0))
                .sum();
        var replayed = results.stream()
                .filter(result -> result.path("result").asString("").equals(REPLAYED))
                .count();
        say(summary().formatted(replayed, results.size(), appended));
        return replayed == results.size() ? ExitCode.FINE : ExitCode.INCOMPLETE;
    }

    private String summary() {
        return dryRun
                ? "%d of %d dead letters could be replayed as a whole, %d records could be stored."
                : "%d of %d dead letters are replayed as a whole; %d records are stored in a moment.";
    }

    private static List<String> row(JsonNode result) {
        return List.of(
                result.path("id").asString(""),
                result.path("result").asString(""),
                result.path("appended").toString(),
                result.path("already_stored").toString(),
                result.path("refused").toString(),
                result.path("reason").asString(""),
                result.path("detail").asString(""));
    }

    private Map<String, String> parameters() {
        try {
            var parameters = filters.parameters(surroundings().clock().instant());
            if (ids.isEmpty() == parameters.isEmpty()) {
                throw new IllegalArgumentException("name the dead letters, or filter them by --reason and the like");
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
