package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.TimeRules;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
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

    /** Beside them stand 20,000 series that are remembered, whatever they count. */
    @Test
    void cell_ofErrors_takesFewBytes() {
        var later = TimeRules.endOf(NOON).plus(Duration.ofMinutes(2));
        fill(NOON);
        var before = used();
        fill(NOON.plusSeconds(10));
        var open = used() - before;
        cells.tell(NOON, (_, _, _, _) -> {});
        before = used();
        cells.tell(later, (_, _, _, _) -> {});
        var resting = open - (before - used()) / 2;

        System.out.println("bytes for a key of errors: " + open / KEYS + ", at rest: " + resting / KEYS);
        assertThat(open / KEYS).isLessThan(500);
        assertThat(resting / KEYS).isLessThan(200);
    }

    private void fill(Instant window) {
        for (int from = 0; from < KEYS; from += 1_000) {
            cells.add(
                    "shop",
                    IntStream.range(from, from + 1_000)
                            .mapToObj(i -> Samples.count("code-" + i, window, 1))
                            .toList());
        }
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
