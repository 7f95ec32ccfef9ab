package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsTest {
    private static final Instant NEXT = NOON.plusSeconds(10);
    private static final int MAX_KEYS = 3;

    @TempDir
    private Path state;

    private CubeDriver cube;
    private KeyValueStore<Bytes, byte[]> stored;
    private KeyValueStore<Bytes, byte[]> shares;
    private Cells cells;

    @BeforeEach
    void start() {
        cube = new CubeDriver(state);
        stored = cube.store(StreamNames.CELLS_STORE);
        shares = cube.store(StreamNames.SHARES_STORE);
        cells = new Cells(stored, shares, MAX_KEYS);
    }

    @AfterEach
    void stop() {
        cube.close();
    }

    @Test
    void add_twice_isTheSum() {
        add("a", NOON, 3);

        assertThat(cells.count(add("a", NOON, 4))).isEqualTo(new Cell.Errors(7));
    }

    @Test
    void replace_underAnotherOperation_addsUp() {
        var record = Samples.traffic("one", 1, NOON, 90);
        cells.replace(record);
        var cell = cells.replace(Samples.withOperation(record, "POST /v1/images"));

        assertThat(cells.count(cell.orElseThrow())).isEqualTo(new Cell.Traffic(180, null));
    }

    @Test
    void windows_always_areOldestFirst() {
        add("a", NEXT, 1);
        add("a", NOON, 1);

        assertThat(cells.windows()).containsExactly(NOON, NEXT);
    }

    @Test
    void evict_ofTwoWindows_leavesTheOther() {
        add("a", NOON, 1);
        cells.replace(Samples.traffic("one", 1, NOON, 90));
        var later = cells.replace(Samples.traffic("one", 2, NEXT, 10));
        cells.evict(NOON);

        assertThat(cells.of(NOON)).isEmpty();
        assertThat(stored.approximateNumEntries()).isEqualTo(1);
        assertThat(shares.approximateNumEntries()).isEqualTo(1);
        assertThat(cells.count(later.orElseThrow())).isEqualTo(new Cell.Traffic(10, null));
    }

    @Test
    void cells_onTheSameStores_areFoundAgain() {
        add("a", NOON, 3);
        cells.replace(Samples.traffic("one", 1, NEXT, 90));
        var again = new Cells(stored, shares, MAX_KEYS);

        assertThat(again.windows()).containsExactly(NOON, NEXT);
        assertThat(again.of(NOON)).isEqualTo(cells.of(NOON));
    }

    @Test
    void keys_moreThanMayBe_areCountedAsOther() {
        for (var code : List.of("a", "b", "c", "d", "e", "a", "e")) {
            add(code, NOON, 1);
        }

        assertThat(errors(NOON)).containsOnly(entry("a", 2L), entry("b", 1L), entry("c", 1L), entry("other", 3L));
    }

    @Test
    void keys_ofAnotherWindowOrProject_haveTheirOwnRoom() {
        for (var code : List.of("a", "b", "c", "d")) {
            add(code, NOON, 1);
        }
        add("d", NEXT, 1);
        var elsewhere = new RateKey("elsewhere", Samples.key("d").values());
        var cell = cells.add(new Partial.Count(NOON, NOON.getEpochSecond(), Bytes.wrap(elsewhere.toBytes()), 1));

        assertThat(errors(NEXT)).containsOnly(entry("d", 1L));
        assertThat(CellKey.series(cell)).isEqualTo(elsewhere);
    }

    @Test
    void cells_foundAgain_letNoMoreIn() {
        for (var code : List.of("a", "b", "c")) {
            add(code, NOON, 1);
        }
        cells = new Cells(stored, shares, MAX_KEYS);
        add("d", NOON, 1);
        add("a", NOON, 1);

        assertThat(errors(NOON)).containsOnly(entry("a", 2L), entry("b", 1L), entry("c", 1L), entry("other", 1L));
    }

    @Test
    void totals_underMoreKeysThanMayBe_areOtherAndStillReplace() {
        for (int i = 0; i < 5; i++) {
            cells.replace(Samples.withModel(Samples.traffic("one", 1, NOON, 10), "model" + i));
        }
        var last = Samples.withModel(Samples.traffic("one", 2, NOON, 100), "model4");
        var other = cells.replace(last).orElseThrow();

        assertThat(CellKey.series(other)).isEqualTo(RateKey.otherTraffic("shop"));
        assertThat(cells.count(other)).isEqualTo(new Cell.Traffic(110, null));
    }

    @Test
    void totals_ofMoreSourcesThanMayBe_areLeftOut() {
        for (int i = 0; i < 10 * MAX_KEYS; i++) {
            assertThat(cells.replace(Samples.traffic("source" + i, 1, NOON, 1))).isPresent();
        }

        assertThat(cells.replace(Samples.traffic("one more", 1, NOON, 1))).isEmpty();
        assertThat(cells.replace(Samples.traffic("source0", 2, NOON, 5))).isPresent();
    }

    private Map<String, Long> errors(Instant window) {
        return cells.of(window).stream()
                .collect(toMap(
                        cell -> CellKey.series(cell).value(Dimension.CODE),
                        cell -> ((Cell.Errors) cells.count(cell)).errors()));
    }

    private Bytes add(String code, Instant window, long count) {
        return cells.add(Samples.count(code, window, count));
    }
}
