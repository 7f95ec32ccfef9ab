package dev.errata.app.cli;

import picocli.CommandLine.Command;

/** {@code errata} alone: says what it can do. */
@Command(
        name = "errata",
        descriptionHeading = "%n",
        description = "Tells which calls to LLM and HTTP APIs fail, how often, and since when.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "Examples:%n",
        footer = {
            "  errata up --demo                  start everything, with traffic to look at",
            "  errata search req_abc123xyz       find a failed call by any of its ids",
            "  errata rates --by code,model      errors of the last 15 minutes",
            "  errata replay events.ndjson       send recorded events, moved to now",
            "  errata token create --name ci     let somebody send events from elsewhere",
            "  errata dead-letter list           what could not be stored, and why",
            "  errata test                       build and test Errata itself",
            ""
        })
final class Root extends CommandGroup {}
