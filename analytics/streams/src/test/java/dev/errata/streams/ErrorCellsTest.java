package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.streams.Partial.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What lies in blocks is the sum of all that came, whatever was written when. */
class ErrorCellsTest {
    private static final int MAX_KEYS = 10_000;

    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore("cells").get();
    private final Map<Instant, Map<RateKey, Long>> expected = new HashMap<>();
    private final Map<Instant, Map<RateKey, Long>> told = new HashMap<>();

    private ErrorCells cells = new ErrorCells(store, MAX_KEYS);

    @Test
    void sums_overRestsAndRestarts_areOfAllThatCame() {
        var seed = 20_261_126L;
        var random = new Random(seed);
        var now = NOON;
        for (int i = 0; i < 1_000; i++) {
            now = now.plusMillis(random.nextInt(10) == 0 ? 90_000 : random.nextInt(2_000));
            switch (random.nextInt(20)) {
                case 0 -> cells = new ErrorCells(store, MAX_KEYS);
                case 1, 2, 3, 4 -> tell(now);
                case 5 -> cells.change(window(random));
                default -> add(random);
            }
        }
        tell(now);

        assertThat(told).as("seed %d", seed).isEqualTo(expected);
        told.clear();
        cells = new ErrorCells(store, MAX_KEYS);
        tell(now);
        assertThat(told).as("seed %d", seed).isEqualTo(expected);
        List.copyOf(cells.windows()).forEach(cells::evict);
        assertThat(store.approximateNumEntries()).as("seed %d", seed).isZero();
    }

    private static Instant window(Random random) {
        return NOON.plusSeconds(10L * random.nextInt(4));
    }

    /** Few counts or many, of few series or many. */
    private void add(Random random) {
        var counts = new ArrayList<Count>();
        var series = random.nextBoolean() ? 5 : 1_500;
        for (int left = random.nextInt(random.nextBoolean() ? 5 : 400); left >= 0; left--) {
            var count = Samples.count("code-" + random.nextInt(series), window(random), 1 + random.nextInt(9));
            counts.add(count);
            expected.computeIfAbsent(count.window(), _ -> new HashMap<>())
                    .merge(RateKey.ofBytes(count.key().get(), 0, count.key().get().length), count.events(), Long::sum);
        }
        cells.add("shop", counts);
    }

    private void tell(Instant now) {
        cells.tell(now, (window, key, series, count) -> {
            assertThat(series).isEqualTo(key.seriesId());
            told.computeIfAbsent(window, _ -> new HashMap<>()).put(key, ((Cell.Errors) count).errors());
        });
    }

    @Test
    void blocks_ofManyCommits_areReplacedByAFew() {
        for (int commit = 0; commit < 200; commit++) {
            addAll(2_500);
        }

        assertThat(store.approximateNumEntries()).isLessThan(20);
    }

    @Test
    void block_ofFewSeries_isTheOnlyOne() {
        for (int commit = 0; commit < 200; commit++) {
            addAll(3);
        }

        assertThat(store.approximateNumEntries()).isEqualTo(1);
    }

    @Test
    void window_thatIsQuiet_restsInAsFewBlocksAsMayBe() {
        addAll(2_500);
        addAll(2_500);
        cells.tell(NOON.plusSeconds(10), (_, _, _, _) -> {});
        cells.tell(NOON.plusSeconds(90), (_, _, _, _) -> {});

        assertThat(store.approximateNumEntries()).isEqualTo(3);
    }

    private void addAll(int series) {
        for (int i = 0; i < series; i += 1_000) {
            var some = new ArrayList<Count>();
            for (int code = i; code < Math.min(series, i + 1_000); code++) {
                some.add(Samples.count("code-" + code, NOON, 1));
            }
            cells.add("shop", some);
        }
    }

    @Test
    void block_ofAnotherVersion_isRefused() {
        store.put(CellKey.block(NOON, "shop", 0), new byte[Long.BYTES]);

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> new ErrorCells(store, MAX_KEYS))
                .withMessageContaining("version 0");
    }
}
