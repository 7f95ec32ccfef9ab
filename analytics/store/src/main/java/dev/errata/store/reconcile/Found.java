package dev.errata.store.reconcile;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.store.reconcile.Difference.Count;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What a comparison has found.
 *
 * @param compared how many numbers were compared: one for each series, window and count
 * @param recomputed their sum, as it should be
 */
record Found(List<Difference> differences, long compared, long recomputed) {
    static final Found NOTHING = new Found(List.of(), 0, 0);

    Found {
        differences = List.copyOf(differences);
    }

    /**
     * Reads rows of {@code window_start}, the key, {@code stored} and {@code ought}. The last one has no window: it says how
     * many were compared, and what they should add up to.
     */
    static Found read(ResultSet rows, Count count) throws SQLException {
        var differences = new ArrayList<Difference>();
        var compared = 0L;
        var recomputed = 0L;
        while (rows.next()) {
            var window = rows.getObject("window_start", OffsetDateTime.class);
            if (window == null) {
                compared = rows.getLong("stored");
                recomputed = rows.getLong("ought");
            } else {
                differences.add(difference(rows, window.toInstant(), count));
            }
        }
        return new Found(differences, compared, recomputed);
    }

    /** Both together. */
    Found plus(Found other) {
        var all = new ArrayList<>(differences);
        all.addAll(other.differences);
        return new Found(all, compared + other.compared, recomputed + other.recomputed);
    }

    /** Of a series that nobody knows all dimensions are empty. */
    private static Difference difference(ResultSet rows, Instant window, Count count) throws SQLException {
        var values = new ArrayList<String>();
        for (var dimension : Dimension.values()) {
            var value = rows.getString(dimension.column());
            values.add(value == null ? "" : value);
        }
        return new Difference(
                window,
                new RateKey(rows.getString("project"), values),
                count,
                rows.getObject("stored", Long.class),
                rows.getObject("ought", Long.class));
    }
}
