package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata incidents snooze ID TIME}. */
@Command(
        name = "snooze",
        descriptionHeading = "%n",
        description = {
            "Tell nobody of it for a while, from 1m to 7d; of its end everybody is told all the same.",
            "In Alertmanager it is a silence, and a longer one takes a shorter one's place."
        },
        footerHeading = "Examples:%n",
        footer = {"  errata incidents snooze 6b0e7c1e-8d0f-4a5c-9c52-0c0a7a1f3b11 2h --by kim", ""})
final class IncidentSnooze extends ClientCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "As the list names it.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "TIME", description = "How long, as in 30m, 2h, 1d.")
    private String time = "";

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who you are.")
    private String by = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    IncidentSnooze(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.snoozeIncident(id, time, by);
        if (json) {
            print(answer.toString());
        } else {
            say("Snoozed until " + answer.at("/snoozed/until").asString("") + ": "
                    + answer.path("title").asString(""));
        }
        return ExitCode.FINE;
    }
}
