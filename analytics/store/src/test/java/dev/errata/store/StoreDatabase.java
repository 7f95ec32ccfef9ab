package dev.errata.store;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.core.TimeRules;
import dev.errata.embedded.testing.TestDatabase;
import dev.errata.embedded.testing.TestPostgres;
import dev.errata.migrations.Migrations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A fresh database of the real Postgres with the real schema, behind a pool as the application has one. */
public final class StoreDatabase implements AutoCloseable {
    /** A short retention, so that few partitions have to be made. */
    public static final TimeRules RULES = new TimeRules(Duration.ofMinutes(10), 2);

    private final TestDatabase server;
    private final HikariDataSource pool;

    private StoreDatabase(TestDatabase server, HikariDataSource pool) {
        this.server = server;
        this.pool = pool;
    }

    /** With the partitions that the {@link #RULES} want on that day. */
    public static StoreDatabase on(LocalDate today) throws SQLException {
        var database = empty();
        new EventPartitions(database.dataSource(), RULES).maintain(today);
        return database;
    }

    /** Without any partition. */
    public static StoreDatabase empty() {
        var server = freshDatabase();
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(3);
        var pool = new HikariDataSource(config);
        Migrations.apply(pool);
        return new StoreDatabase(server, pool);
    }

    private static TestDatabase freshDatabase() {
        try {
            return TestPostgres.freshDatabase();
        } catch (SQLException e) {
            throw new IllegalStateException("the server of the tests gives no database", e);
        }
    }

    public DataSource dataSource() {
        return pool;
    }

    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        }
    }

    /** All rows, each as its columns. */
    public List<List<?>> rows(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<?>>();
            while (result.next()) {
                rows.add(columns(result));
            }
            return rows;
        }
    }

    /** The only column of the only row. */
    public @Nullable Object value(String sql) throws SQLException {
        var rows = rows(sql);
        if (rows.size() != 1 || rows.getFirst().size() != 1) {
            throw new AssertionError("one value expected of " + sql + ", not " + rows);
        }
        return rows.getFirst().getFirst();
    }

    /** As {@link #value}, of a number. */
    public long number(String sql) throws SQLException {
        return ((Number) requireNonNull(value(sql))).longValue();
    }

    private static List<?> columns(ResultSet row) throws SQLException {
        var columns = new ArrayList<@Nullable Object>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            columns.add(row.getObject(i));
        }
        return columns;
    }

    @Override
    public void close() throws SQLException {
        var leaked = pool.getHikariPoolMXBean().getActiveConnections();
        pool.close();
        server.close();
        if (leaked > 0) {
            throw new AssertionError(leaked + " connections were not given back");
        }
    }
}
