package dev.errata.streams;

import dev.errata.streams.Partial.Count;
import java.time.Instant;
import java.util.List;
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
     * Adds one to each count of a project.
     *
     * @param series {@link dev.errata.core.RateKey}s as their {@code toBytes} writes them
     */
    public void add(String project, Instant window, List<byte[]> series) {
        var counts = series.stream()
                .map(key -> new Count(window, window.getEpochSecond(), Bytes.wrap(key), 1))
                .toList();
        cells.add(project, counts);
    }

    /** Forgets the window. */
    public void evict(Instant window) {
        cells.evict(window);
    }
}
