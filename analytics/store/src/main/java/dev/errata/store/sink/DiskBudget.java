package dev.errata.store.sink;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the database against the space that it may take: tables, indexes and what is being vacuumed, but no WAL. Safe
 * from any thread.
 */
public final class DiskBudget {
    /** No limit. */
    public static final long NONE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(DiskBudget.class);
    private static final long MIB = 1024 * 1024;

    private final DataSource database;
    private final long budget;

    private volatile long size;
    private volatile DiskPressure pressure = DiskPressure.NONE;

    /**
     * Nothing is measured yet.
     *
     * @param budget in bytes; {@link #NONE} for no limit
     */
    public DiskBudget(DataSource database, long budget) {
        this.database = database;
        this.budget = budget;
    }

    /** Registers {@code errata.store.size}, {@code errata.store.budget} and {@code errata.store.pressure}. */
    public void register(MeterRegistry registry) {
        Gauge.builder("errata.store.size", () -> size)
                .description("Tables and indexes, as last measured")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("errata.store.budget", () -> budget)
                .description("What they may take; 0: no limit")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("errata.store.pressure", () -> pressure.level())
                .description("0: raw bodies are sampled as set; 1, 2: fewer are kept; 3: none")
                .register(registry);
    }

    /**
     * Measures, in milliseconds, and says in the log where that changes what is kept.
     *
     * @throws SQLException and all stays as it was
     */
    public void measure() throws SQLException {
        size = query();
        var next = budget == NONE ? DiskPressure.NONE : pressure.at((double) size / budget);
        if (next != pressure) {
            LOG.warn(
                    "the database takes {} of {} MiB: pressure on raw bodies goes from {} to {}",
                    size / MIB,
                    budget / MIB,
                    pressure,
                    next);
            pressure = next;
        }
    }

    /** As last measured. */
    public DiskPressure pressure() {
        return pressure;
    }

    private long query() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}
