package dev.errata.app.node;

import dev.errata.core.Dimension;
import dev.errata.store.reconcile.Difference;
import dev.errata.store.reconcile.Report;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation has found.
 *
 * @param from start of the first window that was compared
 * @param to end of the last; not after {@code from} where no window is old enough yet
 * @param compared how many numbers were compared: one for each series, window and count, and for each sum by
 *     minute, hour and packed day
 * @param events stored events in these windows
 * @param requests attempts by the recorded totals
 * @param totalsFrom start of the first window whose totals could be compared; those before are no longer recorded
 * @param differences how many numbers differed
 * @param missing by how much, all together
 * @param repaired whether they are right now
 */
public record Reconciled(
        Instant from,
        Instant to,
        long compared,
        long events,
        long requests,
        Instant totalsFrom,
        long differences,
        long missing,
        boolean repaired) {

    static Reconciled of(Report report) {
        return new Reconciled(
                report.from(),
                report.to(),
                report.compared(),
                report.events(),
                report.requests(),
                report.totalsFrom(),
                report.differences(),
                report.missing(),
                report.repaired());
    }

    /**
     * One number that differs.
     *
     * @param window start of its 10 s, its minute, its hour or its day
     * @param key the values of the series that are not empty, by dimension
     * @param count what is counted, such as {@code errors}
     * @param stored null where nothing is stored
     * @param recomputed null where no source knows
     * @param missing by how much the stored one is too small
     */
    public record Line(
            Instant window,
            String project,
            Map<String, String> key,
            String count,
            @Nullable Long stored,
            @Nullable Long recomputed,
            long missing) {

        static Line of(Difference difference) {
            var key = new LinkedHashMap<String, String>();
            for (var dimension : Dimension.values()) {
                var value = difference.key().value(dimension);
                if (!value.isEmpty()) {
                    key.put(dimension.column(), value);
                }
            }
            return new Line(
                    difference.window(),
                    difference.key().project(),
                    key,
                    difference.count().column(),
                    difference.stored(),
                    difference.recomputed(),
                    difference.missing());
        }
    }
}
