package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.app.node.SchemaAdmin;
import picocli.CommandLine.Command;

/** {@code errata migrate}. */
@Command(
        name = "migrate",
        descriptionHeading = "%n",
        description = {
            "Bring a Postgres to the schema that this version needs, before gateway, analytics and api are started on it.",
            "It may run as often as you like, and several at once: one migrates, the others wait."
        },
        footerHeading = "Examples:%n",
        footer = {"  errata migrate --postgres-url jdbc:postgresql://db/errata --postgres-user errata_owner", ""})
final class Migrate extends TalkingCommand {
    Migrate(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        var address = AppConfig.postgres(surroundings().environment(), SettingOptions.given(spec()));
        var applied = SchemaAdmin.migrate(address);
        say(applied == 0 ? address + " is as it should be" : "%s: %d migrations applied".formatted(address, applied));
        return ExitCode.FINE.code();
    }
}
