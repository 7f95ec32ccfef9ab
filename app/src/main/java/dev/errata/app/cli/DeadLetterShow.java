package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code errata dead-letter show ID}. */
@Command(
        name = "show",
        descriptionHeading = "%n",
        description = "One dead letter: where it stands in Kafka, why it was refused, how its last replay ended.",
        footerHeading = "Examples:%n",
        footer = {"  errata dead-letter show errata.events:0:42", ""})
final class DeadLetterShow extends ClientCommand {
    @Parameters(paramLabel = "ID", description = "As the list names it: topic:partition:offset.")
    private String id = "";

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    DeadLetterShow(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var answer = client.deadLetter(id);
        print(json ? answer.toString() : EventText.of(answer));
        return ExitCode.FINE;
    }
}
