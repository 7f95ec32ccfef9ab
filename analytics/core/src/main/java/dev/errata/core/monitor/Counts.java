package dev.errata.core.monitor;

import dev.errata.core.RateKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Errors of a project by window and leaf: of those to be judged, and of the last minutes. What comes is written down as it
 * comes, and read again after a restart.
 */
final class Counts {
    private final Part part;
    private final SeriesNames names;
    private final int maxKeys;
    private final NavigableMap<Long, Map<Leaf, Long>> windows = new TreeMap<>();
    private final Map<Long, Integer> entries = new HashMap<>();

    Counts(Part part, SeriesNames names, int maxKeys) {
        this.part = part;
        this.names = names;
        this.maxKeys = maxKeys;
    }

    void load(String name, byte[] value) {
        var window = Long.parseLong(name.substring(0, name.indexOf('/')));
        entries.merge(window, Integer.parseInt(name.substring(name.indexOf('/') + 1)) + 1, Math::max);
        Pack.read(value, in -> {
            for (int left = in.readInt(); left > 0; left--) {
                var key = Pack.block(in);
                add(window, key, in.readLong());
            }
            return window;
        });
    }

    /** Adds counts to a window; those under more keys than may be told apart go under one more. */
    void add(long window, List<Monitor.Counted> counts) {
        counts.forEach(count -> add(window, count.key(), count.errors()));
        var number = entries.merge(window, 1, Integer::sum) - 1;
        part.put(window + "/" + number, Pack.write(out -> {
            out.writeInt(counts.size());
            for (var count : counts) {
                Pack.block(out, count.key());
                out.writeLong(count.errors());
            }
        }));
    }

    private void add(long window, byte[] key, long errors) {
        var counts = windows.computeIfAbsent(window, start -> new HashMap<>());
        var leaf = names.leaf(key);
        if (counts.size() >= maxKeys && !counts.containsKey(leaf)) {
            leaf = names.leaf(RateKey.otherErrors(leaf.key.project()).toBytes());
        }
        counts.merge(leaf, errors, Long::sum);
    }

    /** Of the window, in a lasting order. */
    List<Map.Entry<Leaf, Long>> of(long window) {
        var counts = new ArrayList<>(windows.getOrDefault(window, Map.of()).entrySet());
        counts.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        return counts;
    }

    /** Of all windows between two starts, both included. */
    void forEach(long from, long to, BiConsumer<Leaf, Long> consumer) {
        windows.subMap(from, true, to, true).values().forEach(counts -> counts.forEach(consumer));
    }

    /** Errors of a window that are such. */
    long sum(long window, Predicate<Leaf> such) {
        return windows.getOrDefault(window, Map.of()).entrySet().stream()
                .filter(count -> such.test(count.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Forgets the windows before that one. */
    void forgetBefore(long window) {
        var old = windows.headMap(window, false);
        old.keySet().forEach(start -> {
            for (int number = entries.getOrDefault(start, 0) - 1; number >= 0; number--) {
                part.delete(start + "/" + number);
            }
            entries.remove(start);
        });
        old.clear();
    }

    /** Start of the oldest window there is; the given one if there is none. */
    long first(long none) {
        return windows.isEmpty() ? none : windows.firstKey();
    }
}
