package dev.errata.core.monitor;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A table in memory. */
final class MapTable implements Table {
    private final Map<String, byte[]> entries = new TreeMap<>();

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        entries.put(key, value.clone());
    }

    @Override
    public void delete(String key) {
        entries.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> consumer) {
        Map.copyOf(entries).forEach(consumer);
    }

    /** How a release leaves it that does not know such entries. */
    void drop(char kind) {
        entries.keySet().removeIf(key -> key.charAt(0) == kind);
    }

    /** How a release leaves it that writes such entries otherwise. */
    void rewrite(char kind, UnaryOperator<byte[]> written) {
        entries.replaceAll((key, value) -> key.charAt(0) == kind ? written.apply(value) : value);
    }

    /** Bytes of the longest value whose key begins so. */
    int longest(char kind) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().charAt(0) == kind)
                .mapToInt(entry -> entry.getValue().length)
                .max()
                .orElse(0);
    }

    int size() {
        return entries.size();
    }
}
