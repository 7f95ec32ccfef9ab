package dev.errata.streams;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * How many cells of totals, or shares of them, each project has in each window. What was let in stays, and what was not is never let in
 * later, since nothing leaves a window before all of it.
 */
final class Admission {
    private final int maxKeys;
    private final TreeMap<Instant, Map<String, Integer>> windows = new TreeMap<>();

    /** A project may have so many in a window. */
    Admission(int maxKeys) {
        this.maxKeys = maxKeys;
    }

    /** Counts a cell that there is. */
    void note(Bytes cell) {
        window(CellKey.window(cell)).merge(CellKey.project(cell), 1, Integer::sum);
    }

    /** Whether a new cell may be made. */
    boolean admits(Bytes cell) {
        return window(CellKey.window(cell)).getOrDefault(CellKey.project(cell), 0) < maxKeys;
    }

    /** Whether the cell or share is the first of its project and window that is not admitted. */
    boolean isFirstRefused(Bytes cell) {
        return window(CellKey.window(cell)).replace(CellKey.project(cell), maxKeys, maxKeys + 1);
    }

    /** The windows in which there is any. */
    NavigableSet<Instant> windows() {
        return windows.navigableKeySet();
    }

    void forget(Instant window) {
        windows.remove(window);
    }

    private Map<String, Integer> window(Instant window) {
        return windows.computeIfAbsent(window, _ -> new HashMap<>());
    }
}
