package dev.errata.app.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.RoleConfig;
import dev.errata.migrations.Migrations;
import dev.errata.streams.TopicSetup;
import dev.errata.streams.TopicsUnfitException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;

/** The servers that others run, looked at before anything is started on them. Nothing is changed there. */
final class External {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Waiting mends neither a refused login (class 28) nor a database that is not there (3D000). */
    private static final String FOR_GOOD = "28.*|3D000";

    private External() {}

    /**
     * The log.
     *
     * @param look answers the topics that have to be there
     */
    static Kafka kafka(RoleConfig config, Function<TopicSetup, Map<String, TopicDescription>> look)
            throws StartFailedException, InterruptedException {
        var raw = config.common().topics();
        try (var admin = ClusterAdmin.connect(config.kafka())) {
            return new Kafka(config.kafka().connection(), raw, look.apply(new TopicSetup(admin, raw)));
        } catch (KafkaUnreachableException e) {
            throw new StartFailedException(
                    StartFailure.KAFKA_UNREACHABLE, String.valueOf(e.getMessage()), e.getCause());
        } catch (TopicsUnfitException e) {
            var message = "the topics are not such that Errata can work on them; see `errata topics --plan`:\n"
                    + e.getMessage();
            throw new StartFailedException(StartFailure.TOPICS_UNFIT, message, null);
        }
    }

    /** The log for one who uses it later, if at all. */
    static Kafka kafkaUnseen(RoleConfig config) {
        return new Kafka(config.kafka().connection(), config.common().topics(), Map.of());
    }

    /** Waits for the database, and looks whether it has the schema. */
    static void requireSchema(HikariDataSource database, RoleConfig config)
            throws StartFailedException, InterruptedException {
        awaitAnswer(database, config);
        var missing = Migrations.missing(database);
        if (missing.isPresent()) {
            throw new StartFailedException(
                    StartFailure.SCHEMA_MISSING,
                    "%s lacks migration %s; `errata migrate` applies it".formatted(config.postgres(), missing.get()),
                    null);
        }
    }

    private static void awaitAnswer(HikariDataSource database, RoleConfig config)
            throws StartFailedException, InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var connection = database.getConnection()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (isForGood(e) || System.nanoTime() > end) {
                    throw new StartFailedException(
                            StartFailure.POSTGRES_UNREACHABLE,
                            "Postgres at %s cannot be used: %s".formatted(config.postgres(), cause(e).getMessage()),
                            null);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static boolean isForGood(SQLException failure) {
        return cause(failure) instanceof SQLException e
                && e.getSQLState() != null
                && e.getSQLState().matches(FOR_GOOD);
    }

    /** The pool's own words are about time. */
    private static Throwable cause(SQLException failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
