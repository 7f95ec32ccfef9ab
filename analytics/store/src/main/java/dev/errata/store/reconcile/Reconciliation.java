package dev.errata.store.reconcile;

import dev.errata.core.TimeRules;
import dev.errata.store.EventPartitions;
import dev.errata.store.KeptSince;
import dev.errata.store.sink.RateRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import javax.sql.DataSource;

/**
 * Counts the stored events and the recorded totals once more, window by window, and compares with the stored rates; on
 * request it books what differs. Likewise the sums by minute and hour, and the packed days, which it unpacks. Sinks may go
 * on writing: of the windows that are compared nothing is under way any more but what adds a row and its correction in one
 * transaction.
 *
 * <p>Each hour is compared, and put right, in a transaction of its own; the hours of a packed day before that, as a copy of
 * them. Two that repair wait for each other. Used by one thread.
 */
public final class Reconciliation {
    /** How far append times of a partition may step back, as the topology allows for it. */
    static final Duration CLOCK_SLACK = Duration.ofMinutes(1);

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtext('" + Reconciliation.class.getName() + "'))";

    private final DataSource database;
    private final RecordedTotals totals;
    private final TimeRules rules;
    private final ErrorsCheck errorsCheck = new ErrorsCheck(new RateRows());
    private final TotalsCheck totalsCheck = new TotalsCheck();
    private final RollUpCheck sumsCheck = new RollUpCheck(Sums.ALL);
    private final RollUpCheck packedCheck = new RollUpCheck(PackedDays.ALL);

    /** Who is told how it goes. */
    @FunctionalInterface
    public interface Observer {
        /** Something differs. */
        void differs(Difference difference);

        /** All between the first two times is compared, of what lies between the first and the last. */
        default void compared(Instant from, Instant to, Instant end) {}
    }

    /**
     * Compares nothing yet.
     *
     * @param database gives connections without auto-commit and without a limit of time for statements
     * @param rules the topology's own
     */
    public Reconciliation(DataSource database, RecordedTotals totals, TimeRules rules) {
        this.database = database;
        this.totals = totals;
        this.rules = rules;
    }

    /** Up to when everything appended to the log must be stored before windows that end then can be compared. */
    public static Instant settledBy(Instant end, TimeRules rules) {
        return end.plus(rules.grace()).plus(CLOCK_SLACK);
    }

    /**
     * Compares the windows from the one that starts at or after {@code from} to the last that ends by {@code to}, as far as
     * they are settled and nothing of theirs can have been deleted.
     *
     * @param stored the append time up to which all records of the log are stored, and all that they count
     * @param repair whether to book what differs
     * @param observer is told of each difference, as it was before any repair, and how far it has come
     */
    public Report run(Instant from, Instant to, Instant stored, boolean repair, Observer observer) throws SQLException {
        var settled = stored.minus(rules.grace()).minus(CLOCK_SLACK);
        var start = TimeRules.endOf(TimeRules.windowOf(later(from, kept()).minusNanos(1)));
        var end = TimeRules.windowOf(to.isBefore(settled) ? to : settled);
        var tally = new Tally(start, end, repair, observer::differs);
        for (var day : new Span(start, end).days().toList()) {
            runPacked(day, repair, tally);
            for (var hour : day.hours().toList()) {
                run(hour, repair, tally);
                observer.compared(start, hour.to(), end);
            }
        }
        return tally.report();
    }

    /**
     * Before anything else of the day: whatever is put right in one of its hours takes the day's mark, and then nobody knows
     * any more whether the others were packed right.
     */
    private void runPacked(Span day, boolean repair, Tally tally) throws SQLException {
        var wrong = new ArrayList<Span>();
        for (var hour : day.hours().toList()) {
            if (isPackedWrong(hour, tally)) {
                wrong.add(hour);
            }
        }
        if (repair) {
            for (var hour : wrong) {
                repairPacked(hour);
            }
        }
    }

    private boolean isPackedWrong(Span hour, Tally tally) throws SQLException {
        try (var connection = database.getConnection();
                Unfinished _ = connection::rollback) {
            var found = packedCheck.compare(connection, hour);
            if (kept(connection).isAfter(hour.from())) {
                return false;
            }
            tally.rollUps(found);
            return !found.differences().isEmpty();
        }
    }

    private void repairPacked(Span hour) throws SQLException {
        try (var connection = database.getConnection();
                Unfinished _ = connection::rollback) {
            packedCheck.repair(connection, hour);
            connection.commit();
        }
    }

    private void run(Span hour, boolean repair, Tally tally) throws SQLException {
        var recorded = totals.of(hour);
        try (var connection = database.getConnection();
                Unfinished _ = connection::rollback) {
            if (repair) {
                lock(connection);
            }
            var errors = errorsCheck.compare(connection, hour);
            var traffic = recorded.isPresent()
                    ? totalsCheck.compare(connection, hour, recorded.get())
                    : TotalsCheck.Checked.NOTHING;
            var sums = sumsCheck.compare(connection, hour);
            if (repair) {
                errorsCheck.repair(connection, errors.differences());
                totalsCheck.repair(connection, traffic.right());
                sumsCheck.repair(connection, hour);
            }
            if (kept(connection).isAfter(hour.from())) {
                return; // deleted meanwhile, and what is missing now is no difference
            }
            if (repair) {
                connection.commit();
            }
            tally.errors(errors);
            tally.totals(hour, recorded.isPresent(), traffic.found());
            tally.rollUps(sums);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LOCK);
        }
    }

    private Instant kept() throws SQLException {
        try (var connection = database.getConnection();
                Unfinished _ = connection::rollback) {
            return kept(connection);
        }
    }

    /** From when on both the events and the rates of 10 s are kept: a start of a day. */
    private static Instant kept(Connection connection) throws SQLException {
        var events = EventPartitions.firstDay(connection)
                .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC))
                .orElse(Instant.MAX);
        return later(events, KeptSince.windows(connection));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Ends a transaction that was not committed, before a pool gets the connection back. */
    @FunctionalInterface
    private interface Unfinished extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
