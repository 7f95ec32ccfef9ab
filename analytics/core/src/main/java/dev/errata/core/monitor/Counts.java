package dev.errata.core.monitor;

import dev.errata.core.Dimension;
import dev.errata.core.Portions;
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
 * comes, and read again after a restart. When a window is judged, what was written down for it is summed up.
 */
final class Counts {
    private final Part part;
    private final SeriesNames names;
    private final int maxKeys;
    private final NavigableMap<Long, Map<Leaf, Long>> windows = new TreeMap<>();
    private final Map<Long, Integer> entries = new HashMap<>();

    /** By window and application. */
    private final NavigableMap<Long, Map<String, Long>> withoutRequestId = new TreeMap<>();

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
                add(window, key, in.readLong(), in.readLong());
            }
            return window;
        });
    }

    /**
     * Adds counts to a window, as many as fit into an entry; those under more keys than may be told apart go under one more.
     */
    void add(long window, List<Monitor.Counted> counts) {
        counts.forEach(count -> add(window, count.key(), count.errors(), count.withoutRequestId()));
        write(window, counts);
    }

    private void write(long window, List<Monitor.Counted> counts) {
        var number = entries.merge(window, 1, Integer::sum) - 1;
        part.put(window + "/" + number, Pack.write(out -> {
            out.writeInt(counts.size());
            for (var count : counts) {
                Pack.block(out, count.key());
                out.writeLong(count.errors());
                out.writeLong(count.withoutRequestId());
            }
        }));
    }

    /** Nothing is added to the window any more: a count a leaf takes the place of all that came, commit by commit. */
    void settle(long window) {
        var number = entries.getOrDefault(window, 0);
        var without = new HashMap<>(withoutRequestId.getOrDefault(window, Map.of()));
        var sums = of(window).stream()
                .map(count -> settled(count.getKey(), count.getValue(), without))
                .toList();
        var portions = Portions.of(sums, count -> count.key().length);
        if (number <= portions.size()) {
            return;
        }
        delete(window);
        portions.forEach(some -> write(window, some));
    }

    /** Errors without an id are known by application: the first leaf of one has them all. */
    private static Monitor.Counted settled(Leaf leaf, long errors, Map<String, Long> without) {
        var missing = without.remove(leaf.key.value(Dimension.APP));
        return new Monitor.Counted(leaf.key.toBytes(), errors, "", missing == null ? 0 : missing);
    }

    private void delete(long window) {
        for (int number = entries.getOrDefault(window, 0) - 1; number >= 0; number--) {
            part.delete(window + "/" + number);
        }
        entries.remove(window);
    }

    private void add(long window, byte[] key, long errors, long without) {
        var counts = windows.computeIfAbsent(window, start -> new HashMap<>());
        var leaf = names.leaf(key);
        if (counts.size() >= maxKeys && !counts.containsKey(leaf)) {
            leaf = names.leaf(RateKey.otherErrors(leaf.key.project()).toBytes());
        }
        counts.merge(leaf, errors, Long::sum);
        if (without > 0) {
            withoutRequestId
                    .computeIfAbsent(window, start -> new HashMap<>())
                    .merge(leaf.key.value(Dimension.APP), without, Long::sum);
        }
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

    /** Errors of all windows between two starts, both included, that have no id of their request, by application. */
    Map<String, Long> withoutRequestId(long from, long to) {
        var sums = new TreeMap<String, Long>();
        withoutRequestId
                .subMap(from, true, to, true)
                .values()
                .forEach(apps -> apps.forEach((app, errors) -> sums.merge(app, errors, Long::sum)));
        return sums;
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
        old.keySet().forEach(this::delete);
        old.clear();
        withoutRequestId.headMap(window, false).clear();
    }

    /** Start of the oldest window there is; {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return windows.isEmpty() ? Long.MAX_VALUE : windows.firstKey();
    }
}
