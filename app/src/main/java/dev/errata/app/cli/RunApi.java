package dev.errata.app.cli;

import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.app.node.Node;
import picocli.CommandLine.Command;

/** {@code errata api}. */
@Command(
        name = "api",
        descriptionHeading = "%n",
        description = {
            "Run the way out alone: the API and the console, on a Postgres. Any number may run.",
            "Kafka is used to replay dead letters alone."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata api --postgres-url jdbc:postgresql://db/errata --kafka-bootstrap-servers kafka:9092 --host 0.0.0.0",
            "  errata api --port 8100 --management-port 8101                 beside a gateway on this machine",
            ""
        })
final class RunApi extends RoleCommand {
    RunApi(Surroundings surroundings, Node.Starter<RoleConfig> starter) {
        super(surroundings, Reader.API, starter);
    }
}
