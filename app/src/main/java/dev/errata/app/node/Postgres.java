package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.core.TimeRules;
import dev.errata.embedded.LocalPostgres;
import dev.errata.migrations.Migrations;
import dev.errata.store.EventPartitions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database with its schema and partitions.
 *
 * @param sinks for those who write; without auto-commit
 * @param questions for those who ask; bounded in time
 * @param tokens for the one thread that knows the tokens, so that it waits for nobody
 */
record Postgres(HikariDataSource sinks, HikariDataSource questions, HikariDataSource tokens) {
    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final int SINK_CONNECTIONS = 4;
    private static final int QUESTION_CONNECTIONS = 6;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PARTITION_RHYTHM = Duration.ofHours(1);

    static Postgres start(Path directory, int port, TimeRules rules, Parts parts, StartUpReport report) {
        var server = report.phase("postgres", () -> parts.own(LocalPostgres.start(directory, port)));
        var sinks = parts.own(new HikariDataSource(writing(server)));
        var questions = parts.own(new HikariDataSource(asking(server)));
        var tokens = parts.own(new HikariDataSource(checking(server)));
        var partitions = report.phase("schema", () -> migrated(sinks, rules));
        parts.own(keepMaintained(partitions));
        return new Postgres(sinks, questions, tokens);
    }

    private static HikariConfig writing(LocalPostgres server) {
        var config = pool(server, "sinks", SINK_CONNECTIONS);
        config.setAutoCommit(false);
        // The server gives up before the socket does, so that no statement is left running unseen.
        config.addDataSourceProperty("options", "-c statement_timeout=30s -c idle_in_transaction_session_timeout=30s");
        config.addDataSourceProperty("socketTimeout", "35");
        return config;
    }

    private static HikariConfig asking(LocalPostgres server) {
        var config = pool(server, "questions", QUESTION_CONNECTIONS);
        config.setReadOnly(true);
        // Planning a look-up over all daily partitions costs ten times what running it does: plan once a connection.
        config.addDataSourceProperty("options", "-c statement_timeout=5s -c plan_cache_mode=force_generic_plan");
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("socketTimeout", "8");
        return config;
    }

    private static HikariConfig checking(LocalPostgres server) {
        var config = pool(server, "tokens", 1);
        config.setConnectionTimeout(TOKEN_TIMEOUT.toMillis());
        config.addDataSourceProperty("options", "-c statement_timeout=" + TOKEN_TIMEOUT.toMillis());
        config.addDataSourceProperty("socketTimeout", "3");
        return config;
    }

    private static HikariConfig pool(LocalPostgres server, String name, int connections) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "errata-" + name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    private static EventPartitions migrated(DataSource database, TimeRules rules) {
        Migrations.apply(database);
        var partitions = new EventPartitions(database, rules);
        try {
            partitions.maintain(today());
        } catch (SQLException e) {
            throw new IllegalStateException("the partitions of the event table could not be made", e);
        }
        return partitions;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the clock is shut down and never throws
    private static ScheduledExecutorService keepMaintained(EventPartitions partitions) {
        var clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("errata-partitions").daemon().factory());
        var minutes = PARTITION_RHYTHM.toMinutes();
        clock.scheduleAtFixedRate(() -> maintain(partitions), minutes, minutes, TimeUnit.MINUTES);
        return clock;
    }

    /** Partitions are made a week ahead, so one failure costs nothing but a line in the log. */
    private static void maintain(EventPartitions partitions) {
        try {
            partitions.maintain(today());
        } catch (SQLException e) {
            LOG.warn("partitions of the event table were not maintained; the next try is in {}", PARTITION_RHYTHM, e);
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
