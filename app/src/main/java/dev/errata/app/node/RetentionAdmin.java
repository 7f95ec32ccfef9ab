package dev.errata.app.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.errata.app.config.PostgresAddress;
import dev.errata.app.config.PruningConfig;
import dev.errata.app.config.RetentionConfig;
import dev.errata.core.TimeRules;
import dev.errata.store.EventPartitions;
import dev.errata.store.retention.Retention;
import dev.errata.store.retention.RetentionDays;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deletes by age, in the database of a running installation, what need not be kept. Used by one thread. */
public final class RetentionAdmin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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
        var database = new HikariDataSource(pool(config.postgres()));
        try {
            database.getConnection().close();
            return new RetentionAdmin(database, config);
        } catch (SQLException e) {
            database.close();
            var cause = e.getCause() == null ? e : e.getCause();
            throw new PostgresUnreachableException(
                    "Postgres at " + config.postgres() + " cannot be used: " + cause.getMessage(), e);
        }
    }

    /** Each table, and what would go of it. Changes nothing. */
    public List<Kept> plan(Instant now) throws SQLException {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var plan = new ArrayList<Kept>();
        plan.add(events(today, partitions.past(today)));
        retention.plan(today, partitions.keptFrom(today)).forEach(aged -> plan.add(Kept.rows(aged, aged.rows())));
        return plan;
    }

    /** Drops partitions of events, and makes those that are missing; then deletes old rows. */
    public Done apply(Instant now) throws SQLException {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var dropped = new TreeMap<>(partitions.past(today));
        partitions.maintain(today);
        var gone = new HashMap<String, Long>();
        var finished = retention.prune(today, (table, rows) -> gone.merge(table, rows, Long::sum));
        return new Done(done(today, dropped, gone), finished);
    }

    private List<Kept> done(LocalDate today, SortedMap<LocalDate, Long> dropped, Map<String, Long> gone)
            throws SQLException {
        var done = new ArrayList<Kept>();
        done.add(events(today, dropped));
        retention
                .plan(today, partitions.keptFrom(today))
                .forEach(aged -> done.add(Kept.rows(aged, gone.getOrDefault(aged.table(), 0L))));
        return done;
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

    /** Without a limit of time for statements: a plan counts all that is old. */
    private static HikariConfig pool(PostgresAddress address) {
        var config = Pool.to(address, "retention", 2, PATIENCE);
        config.setAutoCommit(false);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
