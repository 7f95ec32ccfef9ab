package dev.errata.store.reconcile;

import dev.errata.core.Cell;
import org.jspecify.annotations.Nullable;

/** Adds totals up. Calls are those of the sources that know them. */
final class TrafficSum {
    private TrafficSum() {}

    static Cell.Traffic plus(Cell.Traffic one, Cell.Traffic other) {
        return new Cell.Traffic(one.requests() + other.requests(), plus(one.calls(), other.calls()));
    }

    static Cell.Traffic minus(Cell.Traffic one, Cell.Traffic other) {
        var calls = other.calls();
        var negative = calls == null ? null : new Cell.Calls(-calls.total(), -calls.failed(), -calls.rescued());
        return plus(one, new Cell.Traffic(-other.requests(), negative));
    }

    private static Cell.@Nullable Calls plus(Cell.@Nullable Calls one, Cell.@Nullable Calls other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Cell.Calls(
                one.total() + other.total(), one.failed() + other.failed(), one.rescued() + other.rescued());
    }
}
