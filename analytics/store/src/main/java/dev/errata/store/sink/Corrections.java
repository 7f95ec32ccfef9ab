package dev.errata.store.sink;

import dev.errata.core.RateKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the stored events say beyond the topology's counts: for each event (row inserted ? 1 : 0) - (counted ? 1 : 0), at
 * its own series and window, so that the stored rates add up to the stored events.
 */
public interface Corrections {
    /** Adds to the stored corrections, in the transaction that writes the events. */
    void add(Connection connection, Map<RateRow, Long> deltas) throws SQLException;

    /** A series in a window. */
    record RateRow(Instant window, RateKey key) {}

    /** Sums deltas by row; those that cancel out are no work for Postgres. */
    final class Ledger {
        private final Map<RateRow, Long> deltas = new HashMap<>();

        void book(RateRow row, boolean inserted, boolean counted) {
            deltas.merge(row, (inserted ? 1L : 0L) - (counted ? 1L : 0L), Long::sum);
        }

        Map<RateRow, Long> deltas() {
            deltas.values().removeIf(delta -> delta == 0);
            return deltas;
        }
    }
}
