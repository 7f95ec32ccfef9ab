package dev.errata.app.cli;

import picocli.CommandLine.Command;

/** {@code errata token}: who may send and ask. */
@Command(
        name = "token",
        descriptionHeading = "%n",
        description = {
            "Make, show and end tokens: who may send and ask, in which project.",
            "Works on the Postgres of the errata up on this machine, also while that is open without tokens."
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "Examples:%n",
        footer = {
            "  errata token create --name checkout           prints a token that may send events",
            "  errata token list                             who may do what",
            "  errata token revoke 5f2c9d01ab34ef56          ends one",
            ""
        })
final class TokenCommands extends CommandGroup {}
