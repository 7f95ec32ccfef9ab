package dev.errata.store.reconcile;

import static java.util.stream.Collectors.toSet;

import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.store.sink.Corrections.RateRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Totals of windows whose keys were capped: nobody knows which were told apart, but all together they must add up. */
final class Fold {
    private final Set<RateRow> others;

    /** Knows by what is stored which windows were capped. */
    Fold(Collection<RateRow> stored) {
        others = stored.stream().filter(row -> row.equals(other(row))).collect(toSet());
    }

    /** The same, all of a project in one where its window was capped. */
    Map<RateRow, Cell.Traffic> sums(Map<RateRow, Cell.Traffic> totals) {
        var sums = new HashMap<RateRow, Cell.Traffic>();
        totals.forEach((row, traffic) ->
                sums.merge(others.contains(other(row)) ? other(row) : row, traffic, TrafficSum::plus));
        return sums;
    }

    /** What the row must hold, so that all that it stands for adds up to what it ought to be. */
    Cell.@Nullable Traffic right(RateRow row, Map<RateRow, Cell.Traffic> stored, Cell.@Nullable Traffic ought) {
        if (ought == null || !others.contains(row)) {
            return ought;
        }
        return stored.entrySet().stream()
                .filter(entry ->
                        other(entry.getKey()).equals(row) && !entry.getKey().equals(row))
                .map(Map.Entry::getValue)
                .reduce(ought, TrafficSum::minus);
    }

    private static RateRow other(RateRow row) {
        return new RateRow(row.window(), RateKey.otherTraffic(row.key().project()));
    }
}
