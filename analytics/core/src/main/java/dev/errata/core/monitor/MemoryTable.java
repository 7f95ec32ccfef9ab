package dev.errata.core.monitor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a {@link Monitor} remembers as long as the process lasts. One thread's. */
public final class MemoryTable implements Table {
    private final Map<String, byte[]> entries = new HashMap<>();

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void delete(String key) {
        entries.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> consumer) {
        entries.forEach(consumer);
    }
}
