package dev.errata.streams;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.RateKey;
import dev.errata.streams.CellKey.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Totals of all windows that are still kept, in two state stores: the cells, and the share of each source. A project has
 * so many cells of its own in a window; what comes under further keys is summed up in one cell more.
 */
final class TotalCells {
    private static final Logger LOG = LoggerFactory.getLogger(TotalCells.class);

    /** A cell has shares of many sources. */
    private static final int SHARES_PER_KEY = 10;

    private final KeyValueStore<Bytes, byte[]> cells;
    private final KeyValueStore<Bytes, byte[]> shares;
    private final Admission admission;
    private final Admission shareAdmission;
    private final Set<Bytes> changed = new LinkedHashSet<>();

    /** Starts with what the stores hold, of which all is to be told. */
    TotalCells(KeyValueStore<Bytes, byte[]> cells, KeyValueStore<Bytes, byte[]> shares, int maxKeys) {
        this.cells = cells;
        this.shares = shares;
        admission = new Admission(maxKeys);
        shareAdmission = new Admission(Math.multiplyExact(maxKeys, SHARES_PER_KEY));
        try (var all = cells.all()) {
            all.forEachRemaining(cell -> {
                if (CellKey.kind(cell.key) == Kind.TRAFFIC) {
                    admission.note(cell.key);
                    changed.add(cell.key);
                }
            });
        }
        try (var all = shares.all()) {
            all.forEachRemaining(share -> shareAdmission.note(share.key));
        }
    }

    /**
     * Puts totals in place of what the same source said before, unless that was newer. Where the window has too many
     * sources already these are left out, and it is said in the log.
     */
    void replace(TrafficRecord record) {
        var own = CellKey.of(record.window(), Kind.TRAFFIC, RateKey.of(record).toBytes());
        var operation = record.target().operation();
        var share = CellKey.share(own, record.source(), operation == null ? "" : operation);
        var told = shares.get(share);
        if (told == null && !shareAdmission.admits(share)) {
            warn(share);
            return;
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
        changed.add(cell);
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

    /** All of the window is to be told. */
    void change(Instant window) {
        changed.addAll(keys(cells, CellKey.totals(window)));
    }

    /** Tells what has changed since the last time. */
    void tell(CellTeller teller) {
        changed.forEach(cell -> {
            var key = CellKey.series(cell);
            var totals = Totals.read(cells.get(cell));
            teller.tell(CellKey.window(cell), key, key.seriesId(), totals.cell());
        });
        changed.clear();
    }

    /** The windows that have any, oldest first; live. */
    NavigableSet<Instant> windows() {
        return admission.windows();
    }

    /** Forgets the window. */
    void evict(Instant window) {
        keys(cells, CellKey.totals(window)).forEach(cells::delete);
        keys(shares, CellKey.totals(window)).forEach(shares::delete);
        changed.removeIf(cell -> CellKey.window(cell).equals(window));
        admission.forget(window);
        shareAdmission.forget(window);
    }

    private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store, Bytes start) {
        try (var found = store.prefixScan(start, new BytesSerializer())) {
            var keys = new ArrayList<Bytes>();
            found.forEachRemaining(entry -> keys.add(entry.key));
            return keys;
        }
    }
}
