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
            "  errata lab detect --counts counts.csv --out alarms.ndjson",
            "  errata lab nab --data nab/data --out scores",
            "  errata lab explain --squeeze squeeze_B0 --out causes.ndjson",
            ""
        })
final class Lab extends CommandGroup {}
