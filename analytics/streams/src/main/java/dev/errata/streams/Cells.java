package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell;
import dev.errata.core.RateKey;
import dev.errata.streams.CellKey.Kind;
import dev.errata.streams.Partial.Count;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sums of all windows that are still kept, in two state stores: the cells, and of totals the share of each source.
 * A project has so many cells of its own in a window; what comes under further keys is summed up in one cell more.
 */
final class Cells {
    private static final Logger LOG = LoggerFactory.getLogger(Cells.class);

    /** A cell of totals has shares of many sources. */
    private static final int SHARES_PER_KEY = 10;

    private final KeyValueStore<Bytes, byte[]> cells;
    private final KeyValueStore<Bytes, byte[]> shares;
    private final Admission admission;
    private final Admission shareAdmission;

    /** Starts with what the stores hold. */
    Cells(KeyValueStore<Bytes, byte[]> cells, KeyValueStore<Bytes, byte[]> shares, int maxKeys) {
        this.cells = cells;
        this.shares = shares;
        admission = new Admission(maxKeys);
        shareAdmission = new Admission(Math.multiplyExact(maxKeys, SHARES_PER_KEY));
        forEach(admission::note);
        try (var all = shares.all()) {
            all.forEachRemaining(share -> shareAdmission.note(share.key));
        }
    }

    /** Adds to a count; answers the cell. */
    Bytes add(Count count) {
        var own = CellKey.of(count.window(), Kind.ERRORS, count.key().get());
        var sum = cells.get(own);
        if (sum != null) {
            return put(own, sum, count.events());
        }
        if (admission.admits(own)) {
            admission.note(own);
            return put(own, null, count.events());
        }
        var other = RateKey.otherErrors(CellKey.project(count.key().get(), 0));
        var cell = CellKey.of(count.window(), Kind.ERRORS, other.toBytes());
        return put(cell, cells.get(cell), count.events());
    }

    private Bytes put(Bytes cell, byte @Nullable [] sum, long events) {
        var before = sum == null ? 0 : errors(sum);
        cells.put(cell, ByteBuffer.allocate(Long.BYTES).putLong(before + events).array());
        return cell;
    }

    /**
     * Puts totals in place of what the same source said before, unless that was newer; answers the cell. Empty where the
     * window has too many sources already: then these are left out, and it is said in the log.
     */
    Optional<Bytes> replace(TrafficRecord record) {
        var own = CellKey.of(record.window(), Kind.TRAFFIC, RateKey.of(record).toBytes());
        var operation = record.target().operation();
        var share = CellKey.share(own, record.source(), operation == null ? "" : operation);
        var told = shares.get(share);
        if (told == null && !shareAdmission.admits(share)) {
            warn(share);
            return Optional.empty();
        }
        var cell = cell(own);
        var now = Totals.of(record);
        var before = Totals.read(told);
        if (told == null || before.seq() < now.seq()) {
            shares.put(share, now.toBytes());
            cells.put(cell, Totals.read(cells.get(cell)).with(now, before).toBytes());
        }
        if (told == null) {
            shareAdmission.note(share);
        }
        return Optional.of(cell);
    }

    /** Where totals under that key belong: always to the same cell, since a window never takes a key back. */
    private Bytes cell(Bytes own) {
        if (cells.get(own) != null) {
            return own;
        }
        if (admission.admits(own)) {
            admission.note(own);
            return own;
        }
        var other = RateKey.otherTraffic(CellKey.project(own));
        return CellKey.of(CellKey.window(own), Kind.TRAFFIC, other.toBytes());
    }

    private void warn(Bytes share) {
        if (shareAdmission.isFirstRefused(share)) {
            LOG.warn(
                    "project {} has told totals of too many sources for the window {}: some are left out, and its"
                            + " error ratio there is too high",
                    CellKey.project(share),
                    CellKey.window(share));
        }
    }

    /** The cell's value now. */
    Cell.Count count(Bytes cell) {
        var value = cells.get(cell);
        return switch (CellKey.kind(cell)) {
            case ERRORS -> new Cell.Errors(errors(value));
            case TRAFFIC -> Totals.read(value).cell();
        };
    }

    private static long errors(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    /** The windows that have any, oldest first; live. */
    NavigableSet<Instant> windows() {
        return admission.windows();
    }

    /** Shows every cell there is. */
    void forEach(Consumer<Bytes> consumer) {
        try (var all = cells.all()) {
            all.forEachRemaining(cell -> consumer.accept(cell.key));
        }
    }

    /** The cells of a window. */
    List<Bytes> of(Instant window) {
        return keys(cells, window);
    }

    /** Forgets the window. */
    void evict(Instant window) {
        keys(cells, window).forEach(cells::delete);
        keys(shares, window).forEach(shares::delete);
        admission.forget(window);
        shareAdmission.forget(window);
    }

    private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store, Instant window) {
        try (var found = store.prefixScan(CellKey.window(window), new BytesSerializer())) {
            var keys = new ArrayList<Bytes>();
            found.forEachRemaining(entry -> keys.add(entry.key));
            return keys;
        }
    }
}
