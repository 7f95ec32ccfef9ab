package dev.errata.app.node;

import dev.errata.store.EventPartitions;
import dev.errata.store.sink.DiskBudget;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database needs now and then: daily partitions of the event table, and a look at its size. Several processes
 * may.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration PARTITION_RHYTHM = Duration.ofHours(1);
    private static final Duration BUDGET_RHYTHM = Duration.ofSeconds(30);

    private final EventPartitions partitions;
    private final DiskBudget budget;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("errata-upkeep").daemon().factory());

    private Upkeep(EventPartitions partitions, DiskBudget budget) {
        this.partitions = partitions;
        this.budget = budget;
    }

    /**
     * Makes the partitions that are missing before it returns.
     *
     * @throws IllegalStateException where that fails
     */
    @SuppressWarnings("FutureReturnValueIgnored") // they run until the clock is shut down and never throw
    static Upkeep start(EventPartitions partitions, DiskBudget budget) {
        var upkeep = new Upkeep(partitions, budget);
        try {
            partitions.maintain(today());
        } catch (SQLException e) {
            upkeep.close();
            throw new IllegalStateException("the partitions of the event table could not be made", e);
        }
        var minutes = PARTITION_RHYTHM.toMinutes();
        upkeep.clock.scheduleAtFixedRate(upkeep::maintain, minutes, minutes, TimeUnit.MINUTES);
        upkeep.clock.scheduleAtFixedRate(upkeep::measure, 0, BUDGET_RHYTHM.toSeconds(), TimeUnit.SECONDS);
        return upkeep;
    }

    /** Partitions are made a week ahead, so one failure costs nothing but a line in the log. */
    private void maintain() {
        try {
            partitions.maintain(today());
        } catch (SQLException e) {
            LOG.warn("partitions of the event table were not maintained; the next try is in {}", PARTITION_RHYTHM, e);
        }
    }

    private void measure() {
        try {
            budget.measure();
        } catch (SQLException e) {
            LOG.warn("the size of the database was not measured: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
