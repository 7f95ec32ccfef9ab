package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata incidents ack ID}. */
@Command(
        name = "ack",
        descriptionHeading = "%n",
        description = "Say that somebody is on it: messages carry it from now on.",
        footerHeading = "Examples:%n",
        footer = {"  errata incidents ack 6b0e7c1e-8d0f-4a5c-9c52-0c0a7a1f3b11 --by kim", ""})
final class IncidentAcknowledge extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "As the list names it.")
    private String id = "";

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who you are.")
    private String by = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    IncidentAcknowledge(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.acknowledgeIncident(id, by);
        if (json) {
            print(answer.toString());
        } else {
            say("Acknowledged: " + answer.path("title").asString(""));
        }
        return ExitCode.FINE;
    }
}
