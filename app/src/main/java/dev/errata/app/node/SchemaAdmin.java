package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import dev.errata.migrations.Migrations;
import java.sql.SQLException;
import java.time.Duration;

/** Brings a database to the schema that this version needs. */
public final class SchemaAdmin {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SchemaAdmin() {}

    /**
     * Applies what is missing. Several may do so at once: one migrates, the others wait.
     *
     * @return how many migrations were applied
     * @throws PostgresUnreachableException where the database does not answer
     */
    public static int migrate(PostgresAddress address) throws PostgresUnreachableException {
        try (var database = new HikariDataSource(pool(address))) {
            database.getConnection().close();
            return Migrations.apply(database);
        } catch (SQLException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new PostgresUnreachableException(
                    "Postgres at " + address + " cannot be used: " + cause.getMessage(), e);
        }
    }

    private static HikariConfig pool(PostgresAddress address) {
        var config = new HikariConfig();
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        if (!address.password().isEmpty()) {
            config.setPassword(address.password());
        }
        // Flyway holds its lock by one, and works by another.
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "errata-migrate");
        return config;
    }
}
