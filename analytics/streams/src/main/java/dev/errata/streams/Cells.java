package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.streams.Partial.Count;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The sums of all windows that are still kept. What has changed is told when it is asked for, as whole values. A project
 * has so many cells of its own in a window; what comes under further keys is summed up in one cell more.
 */
final class Cells {
    private final ErrorCells errors;
    private final TotalCells totals;

    /** Starts with what the stores hold, of which all is to be told: what was told before is not known. */
    Cells(KeyValueStore<Bytes, byte[]> cells, KeyValueStore<Bytes, byte[]> shares, int maxKeys) {
        errors = new ErrorCells(cells, maxKeys);
        totals = new TotalCells(cells, shares, maxKeys);
    }

    /** Adds counts of a project. */
    void add(String project, List<Count> counts) {
        errors.add(project, counts);
    }

    /** Puts totals in place of what the same source said before, unless that was newer. */
    void replace(TrafficRecord record) {
        totals.replace(record);
    }

    /** All of the window is to be told. */
    void change(Instant window) {
        errors.change(window);
        totals.change(window);
    }

    /** Tells what has changed since the last time; the append time only says what may rest. */
    void tell(Instant now, CellTeller teller) {
        errors.tell(now, teller);
        totals.tell(teller);
    }

    /** The windows that have any, oldest first. */
    NavigableSet<Instant> windows() {
        var windows = new TreeSet<>(errors.windows());
        windows.addAll(totals.windows());
        return windows;
    }

    /** The oldest window that has any. */
    Optional<Instant> oldest() {
        return Stream.of(errors.windows(), totals.windows())
                .filter(windows -> !windows.isEmpty())
                .map(NavigableSet::first)
                .min(Comparator.naturalOrder());
    }

    /** Forgets the window. */
    void evict(Instant window) {
        errors.evict(window);
        totals.evict(window);
    }
}
