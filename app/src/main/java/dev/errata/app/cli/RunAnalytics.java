package dev.errata.app.cli;

import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.app.node.Node;
import picocli.CommandLine.Command;

/** {@code errata analytics}. */
@Command(
        name = "analytics",
        descriptionHeading = "%n",
        description = {
            "Run what counts and stores alone: topology and sinks, on a Kafka cluster and a Postgres.",
            "Any number may run, up to one for each partition; they share the partitions out by themselves.",
            "Topics (errata topics) and tables (errata migrate) have to be there."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata analytics --kafka-bootstrap-servers kafka:9092 --postgres-url jdbc:postgresql://db/errata",
            "  errata analytics --instance b --management-port 8082          a second one on this machine",
            ""
        })
final class RunAnalytics extends RoleCommand {
    RunAnalytics(Surroundings surroundings, Node.Starter<RoleConfig> starter) {
        super(surroundings, Reader.ANALYTICS, starter);
    }
}
