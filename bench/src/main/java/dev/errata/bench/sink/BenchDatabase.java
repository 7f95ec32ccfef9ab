package dev.errata.bench.sink;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.bench.AtExit;
import dev.errata.bench.CpuMeter;
import dev.errata.core.TimeRules;
import dev.errata.embedded.Directories;
import dev.errata.embedded.LocalPostgres;
import dev.errata.migrations.Migrations;
import dev.errata.store.EventPartitions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A Postgres with Errata's own settings and schema, in a directory that goes with it or stays. It ends when the JVM is told to. */
public final class BenchDatabase implements Closeable {
    private static final int CONNECTIONS = 8;

    private final Path directory;
    private final boolean stays;
    private final LocalPostgres server;
    private final HikariDataSource pool;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BenchDatabase(Path directory, boolean stays, LocalPostgres server) {
        this.directory = directory;
        this.stays = stays;
        this.server = server;
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(CONNECTIONS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        this.pool = new HikariDataSource(config);
        // Postgres does not notice that its parent is gone.
        AtExit.close(this, directory);
    }

    /** Starts it on a free port, with today's partitions, in a directory that goes with it. */
    public static BenchDatabase start() throws IOException, SQLException {
        var directory = Files.createTempDirectory("errata-bench");
        var database = new BenchDatabase(directory, false, LocalPostgres.start(directory, 0));
        Migrations.apply(database.pool);
        database.makePartitions(LocalDate.now(ZoneOffset.UTC));
        return database;
    }

    /** Starts it on a free port, in a directory that stays, with what is in there. It has no partitions at first. */
    public static BenchDatabase startIn(Path directory) throws SQLException {
        var database = new BenchDatabase(directory, true, LocalPostgres.start(directory, 0));
        Migrations.apply(database.pool);
        return database;
    }

    /** Makes the partitions of that day, of the days behind it that are kept, and of some ahead. */
    public void makePartitions(LocalDate today) throws SQLException {
        new EventPartitions(pool, TimeRules.DEFAULT).maintain(today);
    }

    /** Connections to it, without autocommit. */
    public DataSource pool() {
        return pool;
    }

    Connection connect() throws SQLException {
        return pool.getConnection();
    }

    void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** The one number that the query answers. */
    public long number(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The definitions of a table's indexes by their names, all but its primary key; of a partitioned one, for all partitions. */
    public Map<String, String> indexes(String table) throws SQLException {
        try (var connection = connect();
                var query = connection.prepareStatement("SELECT indexrelid::regclass, pg_get_indexdef(indexrelid)"
                        + " FROM pg_index WHERE indrelid = ?::regclass AND NOT indisprimary")) {
            query.setString(1, table);
            var definitions = new TreeMap<String, String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    definitions.put(rows.getString(1), rows.getString(2).replace(" ON ONLY ", " ON "));
                }
            }
            return definitions;
        }
    }

    /** Commands that no transaction can hold, such as {@code VACUUM}. */
    public void command(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            for (var sql : statements) {
                statement.execute(sql);
            }
            connection.setAutoCommit(false);
        }
    }

    /** Where it listens, for a pool of one's own. */
    public String url() {
        return server.jdbcUrl();
    }

    /** Whom to log in as, without a password. */
    public String user() {
        return server.user();
    }

    /** Nothing of the lap before is left to be written. */
    void settle() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("CHECKPOINT");
            connection.setAutoCommit(false);
        }
    }

    /** The processor time of all its processes, those that have ended included. */
    public CpuMeter cpu() throws IOException {
        return PostgresCpu.of(directory.resolve("data"));
    }

    @Override
    public void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        pool.close();
        server.close();
        if (!stays) {
            Directories.delete(directory);
        }
    }
}
