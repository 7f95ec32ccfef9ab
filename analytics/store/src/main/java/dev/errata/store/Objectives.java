package dev.errata.store;

import dev.errata.core.policy.Policy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Tells readers of the database which share of its attempts each project promises to get through: what its policy says. */
public final class Objectives {
    private static final String OTHERS = "";

    private static final String FORGET = "DELETE FROM objective WHERE NOT project = ANY (?)";
    private static final String NOTE = """
            INSERT INTO objective (project, slo) VALUES (?, ?)
            ON CONFLICT (project) DO UPDATE SET slo = excluded.slo WHERE objective.slo <> excluded.slo
            """;

    private final DataSource database;
    private final TreeMap<String, Double> slos = new TreeMap<>();

    /** Those of a policy, in this database. */
    public Objectives(DataSource database, Policy policy) {
        this.database = database;
        slos.put(OTHERS, policy.rules().slo());
        policy.projects().forEach((project, rules) -> slos.put(project, rules.slo()));
    }

    /** Puts them in the place of those before. Several processes may do so at once, of the same policy. */
    public void note() throws SQLException {
        try (var connection = database.getConnection()) {
            forget(connection);
            write(connection);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private void forget(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setArray(1, connection.createArrayOf("text", slos.keySet().toArray()));
            statement.executeUpdate();
        }
    }

    /** In one order, so that nobody waits for somebody who waits for him. */
    private void write(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(NOTE)) {
            for (var objective : slos.entrySet()) {
                statement.setString(1, objective.getKey());
                statement.setDouble(2, objective.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
