package dev.errata.app.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import dev.errata.migrations.Migrations;
import java.sql.SQLException;
import java.time.Duration;

/** Brings a database to the schema that this version needs. */
public final class SchemaAdmin {
    /** Flyway holds its lock by one, and works by another. */
    private static final int CONNECTIONS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SchemaAdmin() {}

    /**
     * Applies what is missing. Several may do so at once: one migrates, the others wait.
     *
     * @return how many migrations were applied
     * @throws PostgresUnreachableException where the database does not answer
     */
    public static int migrate(PostgresAddress address) throws PostgresUnreachableException {
        try (var database = new HikariDataSource(Pool.to(address, "migrate", CONNECTIONS, PATIENCE))) {
            database.getConnection().close();
            return Migrations.apply(database);
        } catch (SQLException e) {
            throw PostgresUnreachableException.of(address, e);
        }
    }
}
