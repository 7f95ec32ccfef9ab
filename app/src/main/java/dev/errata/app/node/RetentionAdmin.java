package dev.errata.app.node;

import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PruningConfig;
import dev.errata.app.config.RetentionConfig;
import dev.errata.core.TimeRules;
import dev.errata.store.EventPartitions;
import dev.errata.store.retention.Aged;
import dev.errata.store.retention.Retention;
import dev.errata.store.retention.RetentionDays;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Deletes by age, in the database of a running installation, what need not be kept. Used by one thread. */
public final class RetentionAdmin implements AutoCloseable {
    private final HikariDataSource database;
    private final EventPartitions partitions;
    private final Retention retention;

    private RetentionAdmin(HikariDataSource database, PruningConfig config) {
        this.database = database;
        this.partitions =
                new EventPartitions(database, new TimeRules(TimeRules.DEFAULT.grace(), config.eventRetentionDays()));
        this.retention = new Retention(database, days(config.eventRetentionDays(), config.retention()));
    }

    /**
     * What was done.
     *
     * @param tables each table as it is now, and what has gone of it
     * @param finished false where another process was at it, which then goes on with it
     */
    public record Done(List<Kept> tables, boolean finished) {}

    static RetentionDays days(int events, RetentionConfig config) {
        return new RetentionDays(
                events, config.rates(), config.minutes(), config.hours(), config.deadLetters(), config.incidents());
    }

    /** Connects. */
    public static RetentionAdmin connect(PruningConfig config) throws PostgresUnreachableException {
        return new RetentionAdmin(Pool.unhurried(config.postgres(), "retention"), config);
    }

    /** Each table, and what would go of it. Changes nothing. */
    public List<Kept> plan(Instant now) throws SQLException {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return tables(today, partitions.past(today), Aged::rows);
    }

    /** Drops partitions of events, and makes those that are missing; then deletes old rows. */
    public Done apply(Instant now) throws SQLException {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var dropped = new TreeMap<>(partitions.past(today));
        partitions.maintain(today);
        var gone = new HashMap<String, Long>();
        var finished = retention.prune(today, (table, rows) -> gone.merge(table, rows, Long::sum));
        return new Done(tables(today, dropped, aged -> gone.getOrDefault(aged.table(), 0L)), finished);
    }

    /** @param past days of events, and the bytes of each */
    private List<Kept> tables(LocalDate today, SortedMap<LocalDate, Long> past, ToLongFunction<Aged> old)
            throws SQLException {
        var tables = new ArrayList<Kept>();
        tables.add(events(today, past));
        retention
                .plan(today, partitions.keptFrom(today))
                .forEach(aged -> tables.add(Kept.rows(aged, old.applyAsLong(aged))));
        return tables;
    }

    private Kept events(LocalDate today, SortedMap<LocalDate, Long> past) throws SQLException {
        try (var connection = database.getConnection()) {
            var oldest = EventPartitions.firstDay(connection);
            connection.rollback();
            return Kept.events(today, partitions.keptFrom(today), oldest.orElse(null), past);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
