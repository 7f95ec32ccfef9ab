package dev.errata.streams;

import dev.errata.core.monitor.Table;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A state store as the monitor's table. */
final class StoreTable implements Table {
    private final KeyValueStore<String, byte[]> store;

    StoreTable(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return store.get(key);
    }

    @Override
    public void put(String key, byte[] value) {
        store.put(key, value);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> consumer) {
        try (var all = store.all()) {
            all.forEachRemaining(entry -> consumer.accept(entry.key, entry.value));
        }
    }
}
