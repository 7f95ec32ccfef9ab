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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        add("a", NOON, 4);

        assertThat(told(NOON)).containsOnly(entry(Samples.key("a"), new Cell.Errors(7)));
    }

    @Test
    void replace_underAnotherOperation_addsUp() {
        var record = Samples.traffic("one", 1, NOON, 90);
        cells.replace(record);
        cells.replace(Samples.withOperation(record, "POST /v1/images"));

        assertThat(told(NOON)).containsOnly(entry(RateKey.of(record), new Cell.Traffic(180, null)));
    }

    @Test
    void windows_always_areOldestFirst() {
        add("a", NEXT, 1);
        add("a", NOON, 1);

        assertThat(cells.windows()).containsExactly(NOON, NEXT);
        assertThat(cells.oldest()).contains(NOON);
    }

    @Test
    void evict_ofTwoWindows_leavesTheOther() {
        var later = Samples.traffic("one", 2, NEXT, 10);
        add("a", NOON, 1);
        cells.replace(Samples.traffic("one", 1, NOON, 90));
        cells.replace(later);
        cells.evict(NOON);

        assertThat(told(NOON)).isEmpty();
        assertThat(stored.approximateNumEntries()).isEqualTo(1);
        assertThat(shares.approximateNumEntries()).isEqualTo(1);
        assertThat(told(NEXT)).containsOnly(entry(RateKey.of(later), new Cell.Traffic(10, null)));
    }

    @Test
    void cells_onTheSameStores_areFoundAgainAndTold() {
        add("a", NOON, 3);
        cells.replace(Samples.traffic("one", 1, NEXT, 90));
        cells.tell(NEXT, (_, _, _, _) -> {});
        cells = new Cells(stored, shares, MAX_KEYS);
        var found = new HashMap<Instant, Cell.Count>();
        cells.tell(NEXT, (window, _, _, count) -> found.put(window, count));

        assertThat(cells.windows()).containsExactly(NOON, NEXT);
        assertThat(found).containsOnly(entry(NOON, new Cell.Errors(3)), entry(NEXT, new Cell.Traffic(90, null)));
    }

    @Test
    void tell_twice_tellsWhatChangedBetween() {
        add("a", NOON, 1);
        add("b", NOON, 1);
        cells.tell(NEXT, (_, _, _, _) -> {});
        add("b", NOON, 1);
        var found = new HashMap<UUID, Cell.Count>();
        cells.tell(NEXT, (_, _, series, count) -> found.put(series, count));

        assertThat(found).containsOnly(entry(Samples.key("b").seriesId(), new Cell.Errors(2)));
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
        cells.add(
                "elsewhere",
                List.of(new Partial.Count(NOON, NOON.getEpochSecond(), Bytes.wrap(elsewhere.toBytes()), 1)));

        assertThat(errors(NEXT)).containsOnly(entry("d", 1L));
        assertThat(told(NOON)).containsEntry(elsewhere, new Cell.Errors(1));
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
        cells.replace(last);

        assertThat(told(NOON)).containsEntry(RateKey.otherTraffic("shop"), new Cell.Traffic(110, null));
    }

    @Test
    void totals_ofMoreSourcesThanMayBe_areLeftOut() {
        var key = RateKey.of(Samples.traffic("any", 1, NOON, 1));
        for (int i = 0; i < 10 * MAX_KEYS; i++) {
            cells.replace(Samples.traffic("source" + i, 1, NOON, 1));
        }
        cells.replace(Samples.traffic("one more", 1, NOON, 1));

        assertThat(told(NOON)).containsOnly(entry(key, new Cell.Traffic(10 * MAX_KEYS, null)));
        cells.replace(Samples.traffic("source0", 2, NOON, 5));
        assertThat(told(NOON)).containsOnly(entry(key, new Cell.Traffic(10 * MAX_KEYS + 4, null)));
    }

    /** All of the window. */
    private Map<RateKey, Cell.Count> told(Instant wanted) {
        var found = new HashMap<RateKey, Cell.Count>();
        cells.change(wanted);
        cells.tell(NEXT, (window, key, _, count) -> {
            if (window.equals(wanted)) {
                found.put(key, count);
            }
        });
        return found;
    }

    private Map<String, Long> errors(Instant window) {
        return told(window).entrySet().stream()
                .collect(toMap(
                        cell -> cell.getKey().value(Dimension.CODE), cell -> ((Cell.Errors) cell.getValue()).errors()));
    }

    private void add(String code, Instant window, long count) {
        cells.add("shop", List.of(Samples.count(code, window, count)));
    }
}
