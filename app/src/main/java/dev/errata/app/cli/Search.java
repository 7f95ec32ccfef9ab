package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata search ID}. */
@Command(
        name = "search",
        descriptionHeading = "%n",
        description = "Find failed calls by any of their ids.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata search req_abc123xyz          the request id of an error message",
            "  errata search call_7Q2 --json        every attempt of one logical call",
            ""
        })
final class Search extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "A request, call, task, trace, provider request or event id.")
    private String id = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    Search(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.search(id);
        if (json) {
            print(answer.toString());
        } else {
            answer.path("events").forEach(event -> print(EventText.of(event)));
            answer.path("outcomes").forEach(outcome -> print(EventText.of(outcome)));
            if (answer.path("truncated").asBoolean(false)) {
                say("There are more than these.");
            }
        }
        return ExitCode.FINE;
    }
}
