package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code errata incidents show ID}. */
@Command(
        name = "show",
        descriptionHeading = "%n",
        description = "One incident: its text, failed calls that show it, how it went, and who was told.",
        footerHeading = "Examples:%n",
        footer = {"  errata incidents show 6b0e7c1e-8d0f-4a5c-9c52-0c0a7a1f3b11", ""})
final class IncidentShow extends ClientCommand {
    private static final List<String> EVENTS =
            List.of("role", "time", "request id", "event id", "app", "model", "status", "code", "alike");
    private static final List<String> UPDATES = List.of("since", "state", "severity");
    private static final List<String> MESSAGES = List.of("receiver", "what", "told", "failures", "last error");

    @Parameters(paramLabel = "ID", description = "As the list names it.")
    private String id = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    IncidentShow(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.incident(id);
        if (json) {
            print(answer.toString());
            return ExitCode.FINE;
        }
        print(answer.path("title").asString("") + "\n\n" + answer.path("text").asString("") + "\n");
        retries(answer.path("calls"));
        table("Failed calls", EVENTS, Stream.of("first", "last", "typical").flatMap(role -> events(answer, role)));
        table("How it went", UPDATES, rows(answer.path("updates"), List.of("at", "state", "severity")));
        table(
                "Who was told",
                MESSAGES,
                rows(answer.path("notifications"), List.of("receiver", "what", "sent_at", "failures", "last_error")));
        return ExitCode.FINE;
    }

    /** How often its calls were tried, and how many of them that helped; nothing where nobody told how calls ended. */
    private void retries(JsonNode calls) {
        var attempts = calls.path("amplification");
        var rescued = calls.path("rescued_share");
        if (attempts.isNumber() && rescued.isNumber()) {
            print(String.format(
                    Locale.ROOT,
                    "%.2f attempts for each call; %.0f %% of the calls that failed at first succeeded when tried again%n",
                    attempts.asDouble(),
                    100 * rescued.asDouble()));
        }
    }

    private static Stream<List<String>> events(JsonNode answer, String role) {
        var fields = List.of("time", "request_id", "event_id", "app", "model", "status", "code", "alike");
        return rows(answer.path("events").path(role), fields)
                .map(row -> Stream.concat(Stream.of(role), row.stream()).toList());
    }

    private static Stream<List<String>> rows(JsonNode list, List<String> fields) {
        return list.valueStream()
                .map(row -> fields.stream()
                        .map(field -> row.path(field).asString(""))
                        .toList());
    }

    private void table(String title, List<String> header, Stream<List<String>> rows) {
        var all = rows.toList();
        if (!all.isEmpty()) {
            print(title + "\n"
                    + TextTable.plain(header, all)
                            .render(surroundings().terminal().width()) + "\n");
        }
    }
}
