package dev.errata.core.monitor;

import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Since when which versions of the applications have been seen failing. Errors of a window may come before those of an
 * earlier one, so it is the earliest window that counts, and only windows that have been judged are told of.
 */
final class Versions {
    private final Part part;
    private final Room room;
    private final Map<String, Map<String, Long>> firsts = new TreeMap<>();
    private int size;

    Versions(Part part, Room room) {
        this.part = part;
        this.room = room;
    }

    void load(String name, byte[] value) {
        var end = name.indexOf('\0');
        keep(name.substring(0, end), name.substring(end + 1), Pack.read(value, in -> in.readLong()));
    }

    private void keep(String app, String version, long window) {
        if (firsts.computeIfAbsent(app, name -> new TreeMap<>()).put(version, window) == null) {
            size++;
        }
    }

    /** Errors of the version are to be judged in that window. */
    void see(String app, String version, long window) {
        var before = firsts.getOrDefault(app, Map.of()).get(version);
        if (before == null ? room.admits(size, window) : window < before) {
            keep(app, version, window);
            part.put(app + '\0' + version, Pack.write(out -> out.writeLong(window)));
        }
    }

    /** Versions that came after another one of the same application, as far as windows up to that one tell. */
    List<FirstSeen> changes(long upTo) {
        var changes = new ArrayList<FirstSeen>();
        firsts.forEach((app, versions) -> {
            var known = versions.entrySet().stream()
                    .filter(version -> version.getValue() <= upTo)
                    .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .toList();
            for (int i = 1; i < known.size(); i++) {
                var at = Instant.ofEpochSecond(known.get(i).getValue());
                changes.add(FirstSeen.version(
                        app, known.get(i).getKey(), at, known.get(i - 1).getKey()));
            }
        });
        return changes;
    }

    /**
     * Where there are very many, those go that were first seen before that window; of each application the last one stays,
     * unless it was first seen long ago: if it is still there, it comes back.
     */
    void sweep(long before, long longAgo) {
        if (!room.isCrowdedBy(size)) {
            return;
        }
        firsts.forEach((app, versions) -> {
            var latest =
                    versions.values().stream().max(Comparator.naturalOrder()).orElse(Long.MAX_VALUE);
            var old = versions.entrySet().stream()
                    .filter(version -> version.getValue() < Math.max(Math.min(before, latest), longAgo))
                    .map(Map.Entry::getKey)
                    .toList();
            old.forEach(version -> {
                versions.remove(version);
                size--;
                part.delete(app + '\0' + version);
            });
        });
        firsts.values().removeIf(Map::isEmpty);
    }
}
