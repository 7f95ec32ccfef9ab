package dev.errata.app.cli;

import picocli.CommandLine.Command;

/** {@code errata dead-letter}: what was refused, and another try. */
@Command(
        name = "dead-letter",
        descriptionHeading = "%n",
        description = "What could not be stored, why, and another try.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "Examples:%n",
        footer = {
            "  errata dead-letter list                          what was refused, newest first",
            "  errata dead-letter show errata.events:0:42       one of them",
            "  errata dead-letter replay --reason too_old       try again, after retention was extended",
            ""
        })
final class DeadLetterCommands extends CommandGroup {}
