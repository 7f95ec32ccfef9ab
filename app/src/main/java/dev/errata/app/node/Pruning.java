package dev.errata.app.node;

import dev.errata.store.retention.Retention;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old rows once an hour, on a thread of its own, since the first time may take long. Several processes may do so at once:
 * one of them does it.
 */
final class Pruning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final Duration RHYTHM = Duration.ofHours(1);

    /** After the start, when sinks have caught up with most. */
    private static final Duration DELAY = Duration.ofMinutes(10);

    private final Retention retention;
    private final Map<String, Counter> deleted;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("errata-pruning").daemon().factory());

    private Pruning(Retention retention, MeterRegistry registry) {
        this.retention = retention;
        this.deleted = Retention.tables().stream()
                .collect(Collectors.toUnmodifiableMap(table -> table, table -> counter(table, registry)));
    }

    /** Deletes nothing yet. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the clock is shut down and never throws
    static Pruning start(Retention retention, MeterRegistry registry) {
        var pruning = new Pruning(retention, registry);
        pruning.clock.scheduleWithFixedDelay(pruning::prune, DELAY.toMinutes(), RHYTHM.toMinutes(), TimeUnit.MINUTES);
        return pruning;
    }

    /** What is not deleted now costs disk until the next time. */
    void prune() {
        try {
            retention.prune(LocalDate.now(ZoneOffset.UTC), this::count);
        } catch (SQLException e) {
            LOG.warn("old rows were not all deleted; the next try is in {}: {}", RHYTHM, e.getMessage());
        } catch (RuntimeException e) { // the clock would never call again
            LOG.warn("old rows were not all deleted; the next try is in {}", RHYTHM, e);
        }
    }

    private void count(String table, long rows) {
        var counter = deleted.get(table);
        if (counter != null) {
            counter.increment((double) rows);
        }
    }

    private static Counter counter(String table, MeterRegistry registry) {
        return Counter.builder("errata.store.deleted.rows")
                .description("Rows deleted since they were older than they have to be kept")
                .tag("table", table)
                .register(registry);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
