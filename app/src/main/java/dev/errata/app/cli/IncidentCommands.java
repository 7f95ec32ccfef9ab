package dev.errata.app.cli;

import picocli.CommandLine.Command;

/** {@code errata incidents}: by itself it lists what goes on. */
@Command(
        name = "incidents",
        descriptionHeading = "%n",
        description = "Incidents: what goes on, one of them with its evidence, and what you do about it.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "Examples:%n",
        footer = {
            "  errata incidents                     what goes on now",
            "  errata incidents show ID             what, since when, how much, where, whose, what to do",
            "  errata incidents ack ID --by kim     somebody is on it",
            "  errata incidents snooze ID 2h        nobody is told of it for two hours",
            ""
        })
final class IncidentCommands extends IncidentList {
    IncidentCommands(Surroundings surroundings) {
        super(surroundings);
    }
}
