package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.errata.app.config.PostgresAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A database, through a pool for each purpose, made when first asked for. Safe from any thread. */
final class Database {
    /** Rates, totals, outcomes, incidents; and what is done now and then, by two threads. */
    private static final int OTHER_WRITERS = 6;

    private static final int MESSAGE_CONNECTIONS = 2;

    private static final int QUESTION_CONNECTIONS = 6;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(2);

    private enum Purpose {
        SINKS,
        QUESTIONS,
        MESSAGES,
        TOKENS
    }

    private final PostgresAddress address;
    private final int eventWriters;
    private final Meters meters;
    private final Parts parts;
    private final Map<Purpose, HikariDataSource> pools = new EnumMap<>(Purpose.class);

    /**
     * Connects to nothing yet.
     *
     * @param eventWriters how many store events at once
     */
    Database(PostgresAddress address, int eventWriters, Meters meters, Parts parts) {
        this.address = address;
        this.eventWriters = eventWriters;
        this.meters = meters;
        this.parts = parts;
    }

    PostgresAddress address() {
        return address;
    }

    /** For those who write; without auto-commit. */
    HikariDataSource sinks() {
        return pool(Purpose.SINKS, eventWriters + OTHER_WRITERS, Database::write);
    }

    /** For those who ask; bounded in time. */
    HikariDataSource questions() {
        return pool(Purpose.QUESTIONS, QUESTION_CONNECTIONS, Database::ask);
    }

    /** For what is told of incidents, and what people do about them; without auto-commit. Few and short. */
    HikariDataSource messages() {
        return pool(Purpose.MESSAGES, MESSAGE_CONNECTIONS, Database::write);
    }

    /** For the one thread that knows the tokens, so that it waits for nobody. */
    HikariDataSource tokens() {
        return pool(Purpose.TOKENS, 1, Database::check);
    }

    private static void write(HikariConfig config) {
        config.setAutoCommit(false);
        // The server gives up before the socket does, so that no statement is left running unseen.
        config.addDataSourceProperty("options", "-c statement_timeout=30s -c idle_in_transaction_session_timeout=30s");
        config.addDataSourceProperty("socketTimeout", "35");
    }

    private static void ask(HikariConfig config) {
        config.setReadOnly(true);
        // Planning a look-up over all daily partitions costs ten times what running it does: plan once a connection.
        // To compile a sum over a month takes longer than to add it up, and a look-up in many partitions only looks
        // dear enough
        // for more processes.
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=5s -c plan_cache_mode=force_generic_plan -c jit=off"
                        + " -c max_parallel_workers_per_gather=0");
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("socketTimeout", "8");
    }

    private static void check(HikariConfig config) {
        config.setConnectionTimeout(TOKEN_TIMEOUT.toMillis());
        config.addDataSourceProperty("options", "-c statement_timeout=" + TOKEN_TIMEOUT.toMillis());
        config.addDataSourceProperty("socketTimeout", "3");
    }

    private synchronized HikariDataSource pool(Purpose purpose, int connections, Consumer<HikariConfig> rules) {
        return pools.computeIfAbsent(purpose, _ -> {
            var config = config(purpose.name().toLowerCase(Locale.ROOT), connections);
            rules.accept(config);
            return parts.own(new HikariDataSource(config));
        });
    }

    private HikariConfig config(String name, int connections) {
        var config = Pool.to(address, name, connections, CONNECTION_TIMEOUT);
        config.setPoolName(name);
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters.registry()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
