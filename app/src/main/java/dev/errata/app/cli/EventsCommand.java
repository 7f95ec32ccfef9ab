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

/** {@code errata events}. */
@Command(
        name = "events",
        descriptionHeading = "%n",
        description = "Failed calls of a kind, newest first.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata events --code rate_limit_error --from -1h",
            "  errata events --owner provider --model deepseek-v4-pro --limit 500 --json",
            ""
        })
final class EventsCommand extends ClientCommand {
    private static final List<String> HEADER =
            List.of("time", "status", "code", "model", "app", "request id", "message");

    @Mixin
    private EventOptions options = new EventOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, up to 500. Default: ${DEFAULT-VALUE}")
    private int limit = 50;

    @Option(names = "--after", paramLabel = "PLACE", description = "Where the page before ended, as it said.")
    private @Nullable String after;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    EventsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.events(parameters());
        var events = answer.path("events");
        if (json) {
            print(answer.toString());
        } else if (!events.isEmpty()) {
            var rows = events.valueStream().map(EventsCommand::row).toList();
            print(TextTable.plain(HEADER, rows).render(surroundings().terminal().width()));
        }
        if (answer.path("next").isString()) {
            say("There are more: --after " + answer.path("next").asString());
        } else if (events.isEmpty()) {
            say("No failures of this kind.");
        }
        return events.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    static List<String> row(JsonNode event) {
        return List.of(
                event.path("time").asString(""),
                event.path("status").isNumber() ? event.path("status").toString() : "none",
                EventText.line(event.path("code").asString("")),
                EventText.line(event.path("model").asString("")),
                EventText.line(event.path("app").asString("")),
                EventText.line(event.path("request_id").asString("")),
                EventText.line(event.path("message").asString("")));
    }

    private Map<String, String> parameters() {
        try {
            var parameters = options.parameters(surroundings().clock().instant());
            parameters.putAll(RatesFilters.given(spec()));
            parameters.put("limit", Integer.toString(limit));
            if (after != null) {
                parameters.put("after", after);
            }
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), e.getMessage(), e);
        }
    }
}
