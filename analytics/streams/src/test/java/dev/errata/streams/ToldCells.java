package dev.errata.streams;

import dev.errata.contract.InvalidRecordException;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.RateKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reader of the rates topic holds: of each cell the last that was told. */
final class ToldCells {
    private final Map<String, Cell> last = new HashMap<>();
    private long count;

    void take(String key, byte[] value) {
        count++;
        try {
            last.put(key, CellCodec.decode(value));
        } catch (InvalidRecordException e) {
            throw new AssertionError("the topology told something else than a cell", e);
        }
    }

    Map<String, Cell> all() {
        return Map.copyOf(last);
    }

    /** How many cells were told, each as often as it was. */
    long count() {
        return count;
    }

    /** Counted failures of the code; 0 where none were told. */
    long errors(String code, Instant window) {
        return find(Samples.key(code), window, Cell.Errors.class)
                .map(cell -> ((Cell.Errors) cell.count()).errors())
                .orElse(0L);
    }

    /** Whether the code's cell was told, and told as closed. */
    boolean isClosed(String code, Instant window) {
        return find(Samples.key(code), window, Cell.Errors.class)
                .map(Cell::closed)
                .orElse(false);
    }

    /** The totals of {@link Samples#traffic}; null where none were told. */
    Cell.@Nullable Traffic traffic(Instant window) {
        var key = RateKey.of(Samples.traffic("any", 1, window, 1));
        return find(key, window, Cell.Traffic.class)
                .map(cell -> (Cell.Traffic) cell.count())
                .orElse(null);
    }

    private Optional<Cell> find(RateKey key, Instant window, Class<? extends Cell.Count> kind) {
        return last.values().stream()
                .filter(cell -> cell.key().equals(key) && cell.window().equals(window))
                .filter(cell -> kind.isInstance(cell.count()))
                .findFirst();
    }
}
