package dev.errata.embedded.testing;

import dev.errata.embedded.LocalPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of {@link TestPostgres}. Closing drops it, whoever is still connected. */
public final class TestDatabase implements AutoCloseable {

    private final LocalPostgres server;
    private final String name;

    private TestDatabase(LocalPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    static TestDatabase create(LocalPostgres server, String name) throws SQLException {
        var database = new TestDatabase(server, name);
        database.administer("CREATE DATABASE " + name);
        return database;
    }

    private void administer(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            connection.createStatement().execute(statement);
        }
    }

    /** The JDBC address, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl().replaceFirst("[^/]+$", name);
    }

    /** The user to connect as, a superuser. */
    public String user() {
        return server.user();
    }

    /** The password to connect with. */
    public String password() {
        return server.password();
    }

    @Override
    public void close() throws SQLException {
        administer("DROP DATABASE " + name + " WITH (FORCE)");
    }
}
