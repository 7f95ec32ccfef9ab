package dev.errata.app.node.doctor;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.DoctorConfig;
import dev.errata.app.config.Setting;
import dev.errata.app.node.ClusterAdmin;
import dev.errata.app.node.KafkaUnreachableException;
import dev.errata.app.node.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Looks at everything, one thing after the other, by direct connections to Kafka and Postgres. Used by one thread. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Flyway looks by two. */
    private static final int CONNECTIONS = 2;

    private static final List<String> OF_KAFKA = List.of("topics", "ticks", "topology");
    private static final List<String> OF_SCHEMA =
            List.of("clock", "partitions", "dead letters", "notifications", "tokens");

    private final DoctorConfig config;
    private final InstantSource time;
    private final Instant now;
    private final Consumer<Finding> each;

    private Doctor(DoctorConfig config, InstantSource time, Consumer<Finding> each) {
        this.config = config;
        this.time = time;
        this.now = time.instant();
        this.each = each;
    }

    /**
     * Looks.
     *
     * @param each is told of each finding at once
     * @throws InterruptedException when somebody asked to stop
     */
    public static void examine(DoctorConfig config, InstantSource time, Consumer<Finding> each)
            throws InterruptedException {
        new Doctor(config, time, each).run();
    }

    private void run() throws InterruptedException {
        look(new MachineChecks(config).all());
        try (var database = new HikariDataSource(pool())) {
            withKafka(database);
        }
    }

    private void withKafka(HikariDataSource database) throws InterruptedException {
        try (var admin = ClusterAdmin.connect(config.kafka(), PATIENCE)) {
            each.accept(Finding.ok("kafka", config.kafka() + " answers"));
            var kafka = new KafkaChecks(config, admin, now);
            look(kafka.all());
            if (withPostgres(database)) {
                look(List.of(new SinkCheck(admin, database, kafka, now).check()));
            } else {
                skip(List.of(SinkCheck.NAME), "without Postgres");
            }
        } catch (KafkaUnreachableException e) {
            each.accept(Finding.fail(
                    "kafka",
                    String.valueOf(e.getMessage()),
                    "is it running? %s and %s say where it is and how to be let in"
                            .formatted(Setting.KAFKA_BOOTSTRAP_SERVERS.flag(), Setting.KAFKA_CONFIG.flag())));
            skip(OF_KAFKA, "without Kafka");
            withPostgres(database);
            skip(List.of(SinkCheck.NAME), "without Kafka");
        }
    }

    /** Whether it has all that there is to look at. */
    private boolean withPostgres(HikariDataSource database) throws InterruptedException {
        var isThere = postgres(database);
        if (isThere) {
            look(new StoreChecks(config, database, time, now).all());
        }
        return isThere;
    }

    /** Whether it answers, and has the tables to look at. */
    private boolean postgres(HikariDataSource database) throws InterruptedException {
        try {
            database.getConnection().close();
        } catch (SQLException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            each.accept(Finding.fail(
                    "postgres",
                    "Postgres at %s cannot be used: %s".formatted(config.postgres(), cause.getMessage()),
                    "is it running? %s names the one of an errata up, %s any other"
                            .formatted(Setting.POSTGRES_PORT.flag(), Setting.POSTGRES_URL.flag())));
            skip(List.of("schema"), "without Postgres");
            skip(OF_SCHEMA, "without Postgres");
            return false;
        }
        each.accept(Finding.ok("postgres", config.postgres() + " answers"));
        var schema = new StoreChecks(config, database, time, now).schema().run();
        each.accept(schema);
        if (schema.level() != Finding.Level.OK) {
            skip(OF_SCHEMA, "without the schema");
        }
        return schema.level() == Finding.Level.OK;
    }

    private HikariConfig pool() {
        var pool = Pool.to(config.postgres(), "doctor", CONNECTIONS, PATIENCE);
        pool.setAutoCommit(false);
        pool.addDataSourceProperty("options", "-c statement_timeout=5s");
        pool.addDataSourceProperty("socketTimeout", "8");
        return pool;
    }

    private void look(List<Check> checks) throws InterruptedException {
        for (var check : checks) {
            each.accept(check.run());
        }
    }

    private void skip(List<String> checks, String why) {
        checks.forEach(check -> each.accept(Finding.skip(check, why)));
    }
}
