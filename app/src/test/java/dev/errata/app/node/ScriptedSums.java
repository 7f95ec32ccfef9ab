package dev.errata.app.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Numbers by key and name; 0 where nothing was added. */
final class ScriptedSums {
    private final Map<String, Map<String, Long>> byKey = new TreeMap<>();

    void add(String key, String name, long more) {
        byKey.computeIfAbsent(key, _ -> new TreeMap<>()).merge(name, more, Long::sum);
    }

    long get(String key, String name) {
        return byKey.getOrDefault(key, Map.of()).getOrDefault(name, 0L);
    }

    /** Over all keys. */
    long all(String name) {
        return byKey.values().stream()
                .mapToLong(sums -> sums.getOrDefault(name, 0L))
                .sum();
    }

    /** Those of a key that begin so. */
    Map<String, Long> beginning(String key, String prefix) {
        return byKey.getOrDefault(key, Map.of()).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public String toString() {
        return byKey.toString();
    }
}
