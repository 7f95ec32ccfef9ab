package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The sums of all windows that are still kept, in two state stores, with an index by window beside them. */
final class Cells {
    /** What a cell counts. */
    enum Kind {
        ERRORS,
        TRAFFIC
    }

    /** Names one cell. */
    record Ref(CellKey key, Kind kind) {}

    private final KeyValueStore<CellKey, Long> errors;
    private final KeyValueStore<SourceKey, TrafficRecord> totals;
    private final TreeMap<Instant, Set<Ref>> byWindow = new TreeMap<>();

    /** Starts with what the stores hold. */
    Cells(KeyValueStore<CellKey, Long> errors, KeyValueStore<SourceKey, TrafficRecord> totals) {
        this.errors = errors;
        this.totals = totals;
        try (var all = errors.all()) {
            all.forEachRemaining(entry -> index(new Ref(entry.key, Kind.ERRORS)));
        }
        try (var all = totals.all()) {
            all.forEachRemaining(entry -> index(new Ref(entry.key.cell(), Kind.TRAFFIC)));
        }
    }

    /** Adds to a count. */
    Ref add(Partial.Errors partial) {
        var key = new CellKey(partial.window(), partial.key());
        var sum = errors.get(key);
        errors.put(key, (sum == null ? 0 : sum) + partial.count());
        return index(new Ref(key, Kind.ERRORS));
    }

    /** Puts totals in place of what the same source said before, unless that was newer. */
    Ref replace(TrafficRecord record) {
        var key = SourceKey.of(record);
        var before = totals.get(key);
        if (before == null || before.seq() < record.seq()) {
            totals.put(key, record);
        }
        return index(new Ref(key.cell(), Kind.TRAFFIC));
    }

    /** The cell's value now. */
    Cell.Count count(Ref ref) {
        return switch (ref.kind()) {
            case ERRORS -> new Cell.Errors(errors.get(ref.key()));
            case TRAFFIC -> traffic(ref.key());
        };
    }

    /** All cells by their windows, oldest first; live and not to be changed. */
    NavigableMap<Instant, Set<Ref>> byWindow() {
        return byWindow;
    }

    /** Forgets the oldest window. */
    void evictOldest() {
        byWindow.pollFirstEntry().getValue().forEach(this::delete);
    }

    private void delete(Ref ref) {
        switch (ref.kind()) {
            case ERRORS -> errors.delete(ref.key());
            case TRAFFIC -> shares(ref.key()).forEach(share -> totals.delete(SourceKey.of(share)));
        }
    }

    private Cell.Traffic traffic(CellKey key) {
        var shares = shares(key);
        var requests = shares.stream().mapToLong(TrafficRecord::requests).sum();
        return new Cell.Traffic(requests, calls(shares));
    }

    private static Cell.@Nullable Calls calls(List<TrafficRecord> shares) {
        return shares.stream()
                .map(TrafficRecord::calls)
                .filter(calls -> calls != null)
                .map(calls -> new Cell.Calls(calls.total(), calls.failed(), calls.rescued()))
                .reduce((a, b) ->
                        new Cell.Calls(a.total() + b.total(), a.failed() + b.failed(), a.rescued() + b.rescued()))
                .orElse(null);
    }

    private List<TrafficRecord> shares(CellKey key) {
        try (var shares = totals.prefixScan(key, (topic, prefix) -> prefix.toBytes())) {
            var found = new ArrayList<TrafficRecord>();
            shares.forEachRemaining(entry -> found.add(entry.value));
            return found;
        }
    }

    private Ref index(Ref ref) {
        byWindow.computeIfAbsent(ref.key().window(), window -> new HashSet<>()).add(ref);
        return ref;
    }
}
