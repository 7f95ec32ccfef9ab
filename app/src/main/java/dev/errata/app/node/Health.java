package dev.errata.app.node;

import dev.errata.api.HealthCheck;
import dev.errata.streams.StreamsEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Whether the parts of a node are well. */
final class Health {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int ANSWER_SECONDS = 1;

    private final DataSource database;
    private final Sinks sinks;
    private final StreamsEngine topology;

    Health(DataSource database, Sinks sinks, StreamsEngine topology) {
        this.database = database;
        this.sinks = sinks;
        this.topology = topology;
    }

    /** What {@code /readyz} asks. */
    List<HealthCheck> checks() {
        return List.of(
                new HealthCheck("postgres", this::databaseProblem),
                new HealthCheck("sinks", sinks::problem),
                new HealthCheck("topology", this::topologyProblem));
    }

    /** What will not become well by itself; empty if nothing. */
    Optional<String> failure() {
        return sinks.failure().or(() -> topology.hasFailed() ? topologyProblem() : Optional.empty());
    }

    /** Waits until the topology counts, or gives up silently: {@code /readyz} then tells. */
    boolean awaitReady() throws InterruptedException {
        var end = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (!topology.isRunning() && System.nanoTime() < end) {
            Thread.sleep(LOOK);
        }
        return topology.isRunning();
    }

    private Optional<String> databaseProblem() {
        try (var connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS) ? Optional.empty() : Optional.of("does not answer");
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> topologyProblem() {
        return topology.isRunning() ? Optional.empty() : Optional.of("is " + topology.state());
    }
}
