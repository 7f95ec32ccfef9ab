package dev.errata.app.cli;

import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.app.node.Node;
import picocli.CommandLine.Command;

/** {@code errata gateway}. */
@Command(
        name = "gateway",
        descriptionHeading = "%n",
        description = {
            "Run the way in alone: HTTP and OTLP to a Kafka cluster. Any number may run.",
            "The topics have to be there (errata topics); Postgres is asked for tokens alone."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata gateway --kafka-bootstrap-servers kafka:9092 --postgres-url jdbc:postgresql://db/errata --host 0.0.0.0",
            "  errata gateway --port 8090 --management-port 8091            a second one on this machine",
            ""
        })
final class RunGateway extends RoleCommand {
    RunGateway(Surroundings surroundings, Node.Starter<RoleConfig> starter) {
        super(surroundings, Reader.GATEWAY, starter);
    }
}
