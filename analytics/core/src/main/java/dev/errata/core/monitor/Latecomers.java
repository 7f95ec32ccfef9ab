package dev.errata.core.monitor;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Errors of the first windows of a project that had happened before these began: a spool that is emptied is no flood. */
final class Latecomers {
    private final Part part;
    private final SeriesNames names;
    private final NavigableMap<Long, Map<Leaf, Long>> windows = new TreeMap<>();

    Latecomers(Part part, SeriesNames names) {
        this.part = part;
        this.names = names;
    }

    void load(String name, byte[] value) {
        var window = Long.parseLong(name.substring(0, name.indexOf('/')));
        Pack.read(value, in -> {
            var leaf = names.leaf(Pack.block(in));
            return windows.computeIfAbsent(window, start -> new HashMap<>()).put(leaf, in.readLong());
        });
    }

    void add(long window, byte[] key, long errors) {
        var leaf = names.leaf(key);
        var sum = windows.computeIfAbsent(window, start -> new HashMap<>()).merge(leaf, errors, Long::sum);
        part.put(name(window, leaf), Pack.write(out -> {
            Pack.block(out, leaf.key.toBytes());
            out.writeLong(sum);
        }));
    }

    long of(long window, Leaf leaf) {
        return windows.getOrDefault(window, Map.of()).getOrDefault(leaf, 0L);
    }

    void forgetBefore(long window) {
        var old = windows.headMap(window, false);
        old.forEach((start, leaves) -> leaves.keySet().forEach(leaf -> part.delete(name(start, leaf))));
        old.clear();
    }

    private static String name(long window, Leaf leaf) {
        return window + "/" + String.join("\0", leaf.key.values());
    }
}
