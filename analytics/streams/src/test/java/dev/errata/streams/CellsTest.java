package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsTest {
    private static final Instant NEXT = NOON.plusSeconds(10);

    @TempDir
    private Path state;

    private CubeDriver cube;
    private KeyValueStore<CellKey, Long> errors;
    private KeyValueStore<SourceKey, TrafficRecord> totals;
    private Cells cells;

    @BeforeEach
    void start() {
        cube = new CubeDriver(state);
        errors = cube.store(StreamNames.ERRORS_STORE);
        totals = cube.store(StreamNames.TOTALS_STORE);
        cells = new Cells(errors, totals);
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
        var ref = cells.replace(Samples.withOperation(record, "POST /v1/images"));

        assertThat(cells.count(ref)).isEqualTo(new Cell.Traffic(180, null));
    }

    @Test
    void byWindow_always_isOldestFirst() {
        add("a", NEXT, 1);
        add("a", NOON, 1);

        assertThat(cells.byWindow().keySet()).containsExactly(NOON, NEXT);
    }

    @Test
    void evictOldest_ofTwoWindows_leavesTheLaterOne() {
        add("a", NOON, 1);
        cells.replace(Samples.traffic("one", 1, NOON, 90));
        var later = cells.replace(Samples.traffic("one", 2, NEXT, 10));
        cells.evictOldest();

        assertThat(errors.approximateNumEntries()).isZero();
        assertThat(cells.count(later)).isEqualTo(new Cell.Traffic(10, null));
    }

    @Test
    void cells_onTheSameStores_areFoundAgain() {
        add("a", NOON, 3);
        cells.replace(Samples.traffic("one", 1, NEXT, 90));
        var again = new Cells(errors, totals);

        assertThat(again.byWindow()).isEqualTo(cells.byWindow());
    }

    private Cells.Ref add(String code, Instant window, long count) {
        return cells.add(new Partial.Errors(window, Samples.key(code), count));
    }
}
