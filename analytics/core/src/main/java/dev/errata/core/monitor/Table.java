package dev.errata.core.monitor;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Where a {@link Monitor} keeps what it must remember. Whoever makes a new one on the same table goes on. */
public interface Table {
    /** The value, null where there is none. */
    byte @Nullable [] get(String key);

    void put(String key, byte[] value);

    void delete(String key);

    /** Shows every entry; nothing is changed meanwhile. */
    void forEach(BiConsumer<String, byte[]> consumer);
}
