package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;

/** {@code errata groups}. */
@Command(
        name = "groups",
        descriptionHeading = "%n",
        description = "Which errors there are, the most frequent first: failures alike are one.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata groups --from -1h                which errors of the last hour?",
            "  errata groups --new-since -1d           which ones were never seen before?",
            "  errata ticket FINGERPRINT               a ticket for one of them",
            ""
        })
final class GroupsCommand extends ClientCommand {
    private static final List<String> HEADER = List.of(
            "failures", "status", "code", "models", "first seen", "last seen", "fingerprint", "message", "curve");
    private static final int CURVE = 24;

    @Mixin
    private EventOptions options = new EventOptions();

    @Option(names = "--new-since", paramLabel = "TIME", description = "Only errors of which nothing older is stored.")
    private @Nullable String newSince;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many, up to 200. Default: ${DEFAULT-VALUE}")
    private int limit = 20;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    GroupsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.groups(parameters());
        var groups = answer.path("groups");
        if (json) {
            print(answer.toString());
        } else if (groups.isEmpty()) {
            say("No errors of this kind.");
        } else {
            var rows = groups.valueStream().map(group -> row(answer, group)).toList();
            print(new TextTable(HEADER, rows).render(surroundings().terminal().width()));
            if (answer.path("truncated").asBoolean(false)) {
                say("There are more; --limit or a filter shows them.");
            }
        }
        return groups.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private static List<String> row(JsonNode answer, JsonNode group) {
        return List.of(
                group.path("failures").toString(),
                group.path("status").isNumber() ? group.path("status").toString() : "none",
                EventText.line(group.path("code").asString("")),
                models(group.path("models")),
                group.path("ever").path("first_seen").asString(""),
                group.path("last_seen").asString(""),
                group.path("fingerprint").asString(""),
                EventText.line(group.path("template").asString("")),
                Sparkline.of(trend(answer, group), CURVE));
    }

    private static String models(JsonNode models) {
        var first = EventText.line(models.path(0).path("name").asString(""));
        return models.size() > 1 ? first + " and " + (models.size() - 1) + " more" : first;
    }

    /** With the steps in which nothing happened. */
    private static long[] trend(JsonNode answer, JsonNode group) {
        var from = Instant.parse(answer.path("from").asString());
        var step = answer.path("step_s").asLong(1);
        var to = Instant.parse(answer.path("to").asString());
        var trend = new long[(int) (Duration.between(from, to).toSeconds() / step) + 2];
        group.path("trend").forEach(point -> {
            var at = Duration.between(from, Instant.parse(point.path("t").asString()))
                    .toSeconds();
            var index = Math.floorDiv(at, step) + 1;
            trend[Math.clamp(index, 0, trend.length - 1)] +=
                    point.path("failures").asLong();
        });
        return trend;
    }

    private Map<String, String> parameters() {
        try {
            var now = surroundings().clock().instant();
            var parameters = options.parameters(now);
            parameters.putAll(RatesFilters.given(spec()));
            parameters.put("limit", Integer.toString(limit));
            if (newSince != null) {
                parameters.put("new_since", TimeText.parse(newSince, now).toString());
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
