package dev.errata.store.sink;

import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.util.PSQLState;

/**
 * How many records a worker gives to one transaction: fewer after one that took long, or that the limit of time for a
 * statement has ended, and more again after quick ones. So a Postgres that is slow for a while, with cold caches or busy
 * with others, gets through with each of its transactions, if not with so many. Used by one thread.
 */
final class BatchSize {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** What takes long with so few does so for another reason. */
    private static final int LEAST = 10;

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private int limit = UNLIMITED;

    /** Whether so many are to be written by halves. */
    boolean isTooLarge(int records) {
        return records > limit;
    }

    /** So many went in. */
    void written(int records, Duration time) {
        if (time.compareTo(LONG) > 0) {
            reduce(records);
        } else if (time.compareTo(SHORT) < 0 && records > limit / 2) {
            limit = limit > UNLIMITED / 2 ? UNLIMITED : 2 * limit;
        }
    }

    /** So many did not go in. */
    void failed(int records, SQLException why) {
        if (PSQLState.QUERY_CANCELED.getState().equals(why.getSQLState())) {
            reduce(records);
        }
    }

    private void reduce(int records) {
        limit = Math.max(LEAST, Math.min(limit, records) / 2);
    }
}
