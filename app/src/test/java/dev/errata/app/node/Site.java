package dev.errata.app.node;

import dev.errata.app.config.PostgresAddress;
import dev.errata.app.config.TopicsConfig;
import dev.errata.embedded.LocalBroker;
import dev.errata.embedded.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A broker and a Postgres as an operator would have them for the roles: set up by Errata's own commands. */
final class Site implements AutoCloseable {
    private final LocalBroker broker;
    private final LocalPostgres postgres;

    /** Starts both. */
    Site(Path directory, int partitions) throws Exception {
        this.broker = LocalBroker.start(directory.resolve("kafka"), 0);
        this.postgres = LocalPostgres.start(directory.resolve("postgres"), 0);
        var flags = Map.of(
                "--kafka-bootstrap-servers", broker.bootstrapServers(),
                "--partitions", Integer.toString(partitions),
                "--replication", "1");
        try (var topics = TopicAdmin.connect(TopicsConfig.of(Map.of(), flags))) {
            topics.apply();
        }
        SchemaAdmin.migrate(new PostgresAddress(postgres.jdbcUrl(), postgres.user(), postgres.password()));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** What every role is told. */
    List<String> flags() {
        return List.of("--kafka-bootstrap-servers", broker.bootstrapServers(), "--postgres-url", postgres.jdbcUrl());
    }

    @Override
    public void close() {
        broker.close();
        postgres.close();
    }
}
