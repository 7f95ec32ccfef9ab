package dev.errata.app.node;

import dev.errata.app.config.AppConfig;
import dev.errata.app.config.PostgresAddress;
import dev.errata.contract.RawTopics;
import dev.errata.embedded.DataDirectory;
import dev.errata.embedded.LocalBroker;
import dev.errata.embedded.LocalPostgres;
import dev.errata.migrations.Migrations;
import dev.errata.streams.Member;
import dev.errata.streams.OpenTransactions;
import dev.errata.streams.Placement;
import dev.errata.streams.TopicSetup;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** The two servers of {@code errata up}, brought to where Errata can work on them. */
final class Embedded {
    /** Enough for the two threads of one process; fixed for the life of the data directory. */
    private static final int PARTITIONS = 2;

    private static final short REPLICATION = 1;

    private final AppConfig config;
    private final DataDirectory directory;
    private final Parts parts;
    private final StartUpReport report;

    Embedded(AppConfig config, DataDirectory directory, Parts parts, StartUpReport report) {
        this.config = config;
        this.directory = directory;
        this.parts = parts;
        this.report = report;
    }

    Kafka kafka() {
        var broker = report.phase(
                "broker", () -> parts.own(LocalBroker.start(directory.resolve("kafka"), config.kafkaPort())));
        var connection = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        var raw = config.common().topics();
        var topics = report.phase("topics", () -> setUp(connection, raw));
        return new Kafka(connection, raw, topics);
    }

    Database postgres(Meters meters) {
        var server = report.phase(
                "postgres", () -> parts.own(LocalPostgres.start(directory.resolve("postgres"), config.postgresPort())));
        var address = new PostgresAddress(server.jdbcUrl(), server.user(), server.password());
        var database = new Database(address, config.common().sinks().workers(), meters, parts);
        report.phase("schema", () -> Migrations.apply(database.sinks()));
        return database;
    }

    /**
     * There is no other process. Its name in consumer groups is another one once it reads other topics: who comes back
     * under the same name is given the partitions that it had, and never learns of new ones.
     */
    Placement placement() {
        var member = "up-" + Kafka.fingerprint(config.common().topics());
        return new Placement(directory.resolve("streams"), REPLICATION, 0, new Member(member, Member.SESSION));
    }

    private static Map<String, TopicDescription> setUp(Map<String, Object> connection, RawTopics raw) {
        try (var admin = Admin.create(connection)) {
            OpenTransactions.abort(admin);
            return new TopicSetup(admin, raw).ensure(PARTITIONS, REPLICATION);
        }
    }
}
