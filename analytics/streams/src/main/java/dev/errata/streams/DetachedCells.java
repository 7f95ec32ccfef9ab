package dev.errata.streams;

import dev.errata.streams.Partial.Count;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The cube's sums by themselves, in stores without a changelog: to measure what a count costs there. One thread. */
public final class DetachedCells {
    private final Cells cells;

    /** @param maxKeys how many keys of a project are told apart in a window */
    public DetachedCells(int maxKeys) {
        cells = new Cells(store("cells"), store("shares"), maxKeys);
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        return Stores.inMemoryKeyValueStore(name).get();
    }

    /**
     * Adds to a count.
     *
     * @param series a {@link dev.errata.core.RateKey} as its {@code toBytes} writes it
     */
    public void add(Instant window, byte[] series, long events) {
        cells.add(new Count(window, window.getEpochSecond(), Bytes.wrap(series), events));
    }

    /** Forgets the window. */
    public void evict(Instant window) {
        cells.evict(window);
    }
}
