package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What the cube keeps for each key, and prints it. */
class StateSizeTest {
    private static final int KEYS = 100_000;

    private final KeyValueStore<Bytes, byte[]> stored = store("cells");
    private final KeyValueStore<Bytes, byte[]> shares = store("shares");
    private final Cells cells = new Cells(stored, shares, KEYS);

    @Test
    void cell_ofErrors_takesFewBytes() {
        var bytes = bytesFor(i -> cells.add(Samples.count("code-" + i, NOON, 1)));

        System.out.println("bytes for a key of errors: " + bytes);
        assertThat(stored.approximateNumEntries()).isEqualTo(KEYS);
        assertThat(bytes).isLessThan(400);
    }

    @Test
    void share_ofTotals_takesFewBytes() {
        var bytes = bytesFor(i -> cells.replace(Samples.traffic("source-" + i, 1, NOON, 1)));

        System.out.println("bytes for a source of totals: " + bytes);
        assertThat(shares.approximateNumEntries()).isEqualTo(KEYS);
        assertThat(bytes).isLessThan(500);
    }

    private static long bytesFor(IntConsumer one) {
        var before = used();
        for (int i = 0; i < KEYS; i++) {
            one.accept(i);
        }
        return (used() - before) / KEYS;
    }

    private static long used() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        return Stores.inMemoryKeyValueStore(name).get();
    }
}
