package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.JsonNode;

/** {@code errata incidents list}, and what {@code errata incidents} does by itself. */
@Command(
        name = "list",
        descriptionHeading = "%n",
        description = "Incidents, the latest first: those that go on, unless you ask for others.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata incidents list                            what goes on now",
            "  errata incidents list --state all --from -7d     of the last week",
            ""
        })
class IncidentList extends ClientCommand {
    private static final List<String> STATES = List.of("open", "resolved", "all");
    private static final List<String> HEADER = List.of("id", "started", "state", "severity", "owner", "what", "care");

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "open",
            description = "open, resolved or all. Default: ${DEFAULT-VALUE}")
    private String state = "open";

    @Option(names = "--from", paramLabel = "TIME", description = "Only those opened then or later: -2h or RFC 3339.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only those opened before.")
    private @Nullable String to;

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

    IncidentList(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    final ExitCode run(ErrataClient client) throws Exception {
        var answer = client.incidents(parameters());
        var incidents = answer.path("incidents");
        if (json) {
            print(answer.toString());
        } else if (incidents.isEmpty()) {
            say("open".equals(state) ? "No incident goes on." : "No incidents of this kind.");
        } else {
            var rows = incidents.valueStream().map(IncidentList::row).toList();
            print(TextTable.plain(HEADER, rows).render(surroundings().terminal().width()));
            if (answer.path("next").isString()) {
                say("There are more: --after " + answer.path("next").asString());
            }
        }
        return incidents.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    private static List<String> row(JsonNode incident) {
        return List.of(
                incident.path("id").asString(""),
                incident.path("started_at").asString(""),
                incident.path("state").asString(""),
                incident.path("severity").asString(""),
                incident.path("owner").asString(""),
                incident.path("title").asString(""),
                care(incident));
    }

    private static String care(JsonNode incident) {
        var quiet = incident.path("quiet").asString("");
        if (!quiet.isEmpty()) {
            return quiet;
        }
        if (incident.path("snoozed").isObject()) {
            return "snoozed until " + incident.at("/snoozed/until").asString("");
        }
        return incident.path("acknowledged").isObject()
                ? ("acknowledged " + incident.at("/acknowledged/by").asString("")).strip()
                : "";
    }

    private Map<String, String> parameters() {
        try {
            var now = surroundings().clock().instant();
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("state", Word.of("--state", state, STATES, spec().commandLine()));
            parameters.put("limit", Integer.toString(limit));
            if (from != null) {
                parameters.put("from", TimeText.parse(from, now).toString());
            }
            if (to != null) {
                parameters.put("to", TimeText.parse(to, now).toString());
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
