package dev.errata.store.retention;

import dev.errata.store.EventPartitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * Deletes rows that are older than they have to be kept, in small transactions: rates, totals, outcomes, coverage, dead letters,
 * and incidents that are over. Nothing else is touched: not the daily partitions of events, which {@link EventPartitions} drops,
 * not how far each sink has read, and no sum of windows that are deleted. Safe from any thread and in several processes at
 * once.
 *
 * <p>A rate of 10 s stays as long as any event of its day is kept, and no roll-up goes before what it sums up: so whatever
 * can still be compared is there. Events of two days at least are kept, which is longer than any grace: no window is deleted
 * before it is settled.
 */
public final class Retention {
    /** Some tens of milliseconds. */
    static final int BATCH = 5_000;

    /** For the transaction: rows of 10 s go, and their sums stay. Nobody else deletes meanwhile. */
    private static final String BEGIN = "SELECT set_config('errata.retention', 'on', true),"
            + " pg_try_advisory_xact_lock(hashtext('" + Retention.class.getName() + "'))";

    private final DataSource database;
    private final RetentionDays days;

    /** Deletes nothing yet. */
    public Retention(DataSource database, RetentionDays days) {
        this.database = database;
        this.days = days;
    }

    /** Who is told what has gone. */
    @FunctionalInterface
    public interface Observer {
        /** So many more rows of a table are deleted for good. */
        void deleted(String table, long rows);
    }

    /** The tables, in the order in which rows are deleted from them. */
    public static List<String> tables() {
        return Arrays.stream(AgedTable.values()).map(AgedTable::table).toList();
    }

    /**
     * What {@link #prune} would do.
     *
     * @param eventsFrom the first day of which events are kept by then
     */
    public List<Aged> plan(LocalDate today, LocalDate eventsFrom) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var plan = new ArrayList<Aged>();
                for (var cut : cuts(today, eventsFrom)) {
                    var oldest = cut.oldest(connection).map(OffsetDateTime::toInstant);
                    plan.add(new Aged(
                            cut.table().table(),
                            (int) ChronoUnit.DAYS.between(cut.before(), today),
                            oldest.orElse(null),
                            cut.count(connection)));
                }
                return plan;
            } finally {
                connection.rollback();
            }
        }
    }

    /**
     * Deletes what is old. What was deleted before a failure stays so.
     *
     * @param observer is told after each transaction
     * @return false where another process is at it, which then goes on with it
     */
    public boolean prune(LocalDate today, Observer observer) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var eventsFrom = EventPartitions.firstDay(connection).orElse(LocalDate.MAX);
                for (var cut : cuts(today, eventsFrom)) {
                    if (!prune(connection, cut, observer)) {
                        return false;
                    }
                }
                return true;
            } finally {
                connection.rollback();
            }
        }
    }

    private static boolean prune(Connection connection, Cut cut, Observer observer) throws SQLException {
        var day = cut.next(connection, LocalDate.EPOCH);
        while (day.isPresent()) {
            long rows;
            do {
                if (!begin(connection)) {
                    return false;
                }
                rows = cut.delete(connection, day.get(), BATCH);
                connection.commit();
                observer.deleted(cut.table().table(), rows);
            } while (rows == BATCH);
            day = cut.next(connection, day.get().plusDays(1));
        }
        return true;
    }

    private static boolean begin(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(BEGIN)) {
            row.next();
            return row.getBoolean(2);
        }
    }

    private List<Cut> cuts(LocalDate today, LocalDate eventsFrom) {
        var events = earlier(today.minusDays(days.events()), eventsFrom);
        var rates = earlier(today.minusDays(days.rates()), events);
        var minutes = earlier(today.minusDays(days.minutes()), rates);
        var hours = earlier(today.minusDays(days.hours()), minutes);
        return List.of(
                new Cut(AgedTable.RATE_10S, rates),
                new Cut(AgedTable.TRAFFIC_10S, rates),
                new Cut(AgedTable.RATE_1M, minutes),
                new Cut(AgedTable.TRAFFIC_1M, minutes),
                new Cut(AgedTable.RATE_1H, hours),
                new Cut(AgedTable.TRAFFIC_1H, hours),
                new Cut(AgedTable.COVERAGE_1M, events),
                new Cut(AgedTable.CALL_OUTCOME, events),
                new Cut(AgedTable.DEAD_LETTER, today.minusDays(days.deadLetters())),
                new Cut(AgedTable.INCIDENT, today.minusDays(days.incidents())));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
