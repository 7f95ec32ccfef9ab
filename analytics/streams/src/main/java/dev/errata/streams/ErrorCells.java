package dev.errata.streams;

import static java.util.stream.Collectors.groupingBy;

import dev.errata.core.Cell;
import dev.errata.core.TimeRules;
import dev.errata.streams.CellKey.Kind;
import dev.errata.streams.Partial.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Errors of all windows that are still kept. A project has so many cells of its own in a window. */
final class ErrorCells {
    /** So long nothing has to come for a window, by append time, before it rests in the store. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final KeyValueStore<Bytes, byte[]> store;
    private final int maxKeys;
    private final SeriesBook book = new SeriesBook();
    private final NavigableMap<Instant, Kept> windows = new TreeMap<>();

    /** A window. */
    private static final class Kept {
        private final Map<String, ErrorSums> projects = new LinkedHashMap<>();

        /** When it was last told of, by append time. */
        private Instant told = Instant.MIN;

        private boolean isResting;
    }

    /** Starts with what the store holds, of which all is to be told. */
    ErrorCells(KeyValueStore<Bytes, byte[]> store, int maxKeys) {
        this.store = store;
        this.maxKeys = maxKeys;
        try (var all = store.all()) {
            all.forEachRemaining(entry -> {
                if (CellKey.kind(entry.key) == Kind.ERRORS) {
                    sums(CellKey.window(entry.key), CellKey.project(entry.key));
                }
            });
        }
        windows.keySet().forEach(this::change);
    }

    private ErrorSums sums(Instant window, String project) {
        var kept = windows.computeIfAbsent(window, _ -> new Kept());
        kept.isResting = false;
        return kept.projects.computeIfAbsent(project, _ -> new ErrorSums(store, window, project));
    }

    /** Adds the counts of a project to their windows. */
    void add(String project, List<Count> counts) {
        counts.stream()
                .collect(groupingBy(Count::window))
                .forEach((window, some) -> sums(window, project).add(some, maxKeys, book::known));
    }

    /** All of the window is to be told. */
    void change(Instant window) {
        var kept = windows.get(window);
        if (kept != null) {
            kept.isResting = false;
            kept.projects.values().forEach(ErrorSums::changeAll);
        }
    }

    /** Tells what has changed since the last time. */
    void tell(Instant now, CellTeller teller) {
        windows.forEach((window, kept) -> {
            if (!kept.isResting) {
                tell(window, kept, now, teller);
            }
        });
    }

    private void tell(Instant window, Kept kept, Instant now, CellTeller teller) {
        for (var sums : kept.projects.values()) {
            var isAny = sums.tell((series, errors) -> {
                var known = book.of(series);
                teller.tell(window, known.key(), known.id(), new Cell.Errors(errors));
            });
            if (isAny) {
                kept.told = now;
            }
        }
        if (kept.told.isBefore(now.minus(QUIET)) && TimeRules.endOf(window).isBefore(now.minus(QUIET))) {
            kept.projects.values().forEach(ErrorSums::rest);
            kept.isResting = true;
        }
    }

    /** The windows that have any, oldest first; live. */
    NavigableSet<Instant> windows() {
        return windows.navigableKeySet();
    }

    /** Forgets the window. */
    void evict(Instant window) {
        var kept = windows.remove(window);
        if (kept != null) {
            kept.projects.values().forEach(ErrorSums::delete);
        }
    }
}
