package dev.errata.notify;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.contract.Owner;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Explanation;
import dev.errata.core.attribute.Slice;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.Incident.Context;
import dev.errata.core.incident.Incident.Evidence;
import dev.errata.core.incident.Incident.Times;
import dev.errata.core.incident.Kind;
import dev.errata.core.incident.Severity;
import dev.errata.core.incident.State;
import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.migrations.Migrations;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.IncidentRows;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** A database that incidents are put into, as the sink does it. */
final class Told implements AutoCloseable {
    private static final Scope SCOPE = Scope.of(Map.of("code", "rate_limit_error"));

    private final Instant openedAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    private final TestDatabase server;
    private final HikariDataSource pool;

    Told() throws SQLException {
        server = TestPostgres.freshDatabase();
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(8);
        pool = new HikariDataSource(config);
        Migrations.apply(pool);
    }

    DataSource dataSource() {
        return pool;
    }

    Incident put(Audience.Routing routing, int revision, State state, Severity severity) throws SQLException {
        return put(routing, revision, state, severity, Duration.ZERO);
    }

    /** Put twice, as by a log that is read again, with the state of so long after it opened. */
    Incident put(Audience.Routing routing, int revision, State state, Severity severity, Duration age)
            throws SQLException {
        var incident = incident(revision, state, severity, age);
        for (int i = 0; i < 2; i++) {
            try (var connection = pool.getConnection()) {
                var rows = new IncidentRows(routing);
                if (rows.put(connection, incident)) {
                    rows.tell(connection, incident);
                }
                connection.commit();
            }
        }
        return incident;
    }

    long number(String sql) throws SQLException {
        try (var connection = pool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Incident incident(int revision, State state, Severity severity, Duration age) {
        var end = state == State.RESOLVED ? openedAt.plusMillis(500) : null;
        var slice = new Slice(new TreeMap<>(Map.of("model", "deepseek-v4-flash")), 100, 1, 0.95);
        return new Incident(
                Incident.id("acme", Kind.SPIKE, SCOPE, openedAt),
                revision,
                "acme",
                Kind.SPIKE,
                SCOPE,
                state,
                new Times(openedAt.minusSeconds(20), openedAt, openedAt.plus(age), end),
                severity,
                Owner.QUOTA,
                null,
                new Evidence(100, 1, 30, null, null, 20, 60, 100 + revision),
                new Explanation(Explanation.Kind.COUNT, List.of(slice), null),
                Context.NONE,
                List.of());
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        server.close();
    }
}
