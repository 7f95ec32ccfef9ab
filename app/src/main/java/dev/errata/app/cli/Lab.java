package dev.errata.app.cli;

import picocli.CommandLine.Command;

/** {@code errata lab}: single parts of Errata, from standard input to standard output. */
@Command(
        name = "lab",
        hidden = true,
        descriptionHeading = "%n",
        description = "Run single parts of Errata on recorded input.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "Examples:%n",
        footer = {
            "  errata lab normalize < answers.ndjson     what each answer says",
            "  errata lab group < messages.csv           which messages are the same error",
            ""
        })
final class Lab extends CommandGroup {}
