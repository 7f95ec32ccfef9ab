package dev.errata.core.monitor;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a project, where somebody counts them: the last word of each source by window, for some minutes, and sums by
 * the slices that series are held against.
 */
final class Calls {
    private static final List<Dimension> SLICED =
            List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.APP, Dimension.ENV);

    /** Totals have come for so long before they are relied on, and are missed for so long before they are not. */
    private static final long KNOWN_SECONDS = 60;

    private static final long MISSED_SECONDS = 1800;

    private final Part shares;
    private final Part slices;
    private final Room shareRoom;
    private final Room sliceRoom;
    private final NavigableMap<Long, Map<String, Share>> windows = new TreeMap<>();
    private final Map<String, Slice> sums = new HashMap<>();

    private record Share(RateKey key, long seq, long requests, long lost) {}

    /**
     * Calls of a slice.
     *
     * @param since start of the first window since when there have been totals
     * @param last start of the latest window with totals
     * @param all requests ever
     * @param requests in the last one
     */
    record Slice(long since, long last, long all, long requests) {
        static final Slice NONE = new Slice(0, Long.MIN_VALUE, 0, 0);

        long at(long window) {
            return window == last ? requests : 0;
        }

        boolean isKnown(long window) {
            return last != Long.MIN_VALUE && last >= window - MISSED_SECONDS && since <= window - KNOWN_SECONDS;
        }

        private Slice plus(long window, long more) {
            var start = last == Long.MIN_VALUE || last < window - MISSED_SECONDS ? window : since;
            return new Slice(start, window, all + more, more);
        }
    }

    /** @param shareRoom of each window */
    Calls(Part shares, Part slices, Room shareRoom, Room sliceRoom) {
        this.shares = shares;
        this.slices = slices;
        this.shareRoom = shareRoom;
        this.sliceRoom = sliceRoom;
    }

    static String slice(Dimension dimension, String value) {
        return dimension.column() + '\0' + value;
    }

    void loadShare(String name, byte[] value) {
        var end = name.indexOf('/');
        window(Long.parseLong(name.substring(0, end))).put(name.substring(end + 1), Pack.read(value, in -> {
            var key = Pack.block(in);
            return new Share(RateKey.ofBytes(key, 0, key.length), in.readLong(), in.readLong(), in.readLong());
        }));
    }

    void loadSlice(String name, byte[] value) {
        sums.put(name, Pack.read(value, in -> new Slice(in.readLong(), in.readLong(), in.readLong(), in.readLong())));
    }

    private Map<String, Share> window(long window) {
        return windows.computeIfAbsent(window, start -> new HashMap<>());
    }

    /** What a source says of its calls in a window, unless it has said something later. */
    void put(long window, String source, RateKey key, Said said) {
        var name = source + '\0' + String.join("\0", key.values());
        var known = window(window);
        var before = known.get(name);
        if (before == null ? !shareRoom.admits(known.size(), window) : before.seq >= said.seq) {
            return;
        }
        known.put(name, new Share(key, said.seq, said.requests, said.lost));
        shares.put(window + "/" + name, Pack.write(out -> {
            Pack.block(out, key.toBytes());
            out.writeLong(said.seq);
            out.writeLong(said.requests);
            out.writeLong(said.lost);
        }));
    }

    /**
     * What a source says of a window.
     *
     * @param lost failed attempts that it could not deliver
     */
    record Said(long seq, long requests, long lost) {}

    /** What the sources say that they have lost in all windows between two starts, both included, by application. */
    Map<String, Long> lost(long from, long to) {
        var sums = new TreeMap<String, Long>();
        windows.subMap(from, true, to, true)
                .values()
                .forEach(shares -> shares.values().stream()
                        .filter(share -> share.lost > 0)
                        .forEach(share -> sums.merge(share.key.value(Dimension.APP), share.lost, Long::sum)));
        return sums;
    }

    /** All totals of the window have come: adds them to the slices. */
    void close(long window) {
        var added = new TreeMap<String, Long>();
        forEach(window, window, (key, requests) -> {
            added.merge("", requests, Long::sum);
            SLICED.forEach(dimension -> added.merge(slice(dimension, key.value(dimension)), requests, Long::sum));
        });
        added.forEach((name, requests) -> {
            var slice = sums.get(name);
            if (slice == null && !sliceRoom.admits(sums.size(), window)) {
                return;
            }
            var next = (slice == null ? Slice.NONE : slice).plus(window, requests);
            sums.put(name, next);
            slices.put(name, Pack.write(out -> {
                out.writeLong(next.since);
                out.writeLong(next.last);
                out.writeLong(next.all);
                out.writeLong(next.requests);
            }));
        });
    }

    /** Start of the oldest window that a source has said something of; {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return windows.isEmpty() ? Long.MAX_VALUE : windows.firstKey();
    }

    /** Whether anybody has ever counted them. */
    boolean hasAny() {
        return !sums.isEmpty();
    }

    /** Those of that name; {@link Slice#NONE} where nobody counts them. */
    Slice of(String name) {
        return sums.getOrDefault(name, Slice.NONE);
    }

    /** Requests of the slice in all windows between two starts, both included; null where some are not known. */
    @Nullable
    Long requests(String name, long from, long to) {
        if (windows.isEmpty() || windows.firstKey() > from) {
            return null;
        }
        var sum = new long[1];
        var such = keysOf(name);
        forEach(from, to, (key, requests) -> sum[0] += such.test(key) ? requests : 0);
        return sum[0] == 0 ? null : sum[0];
    }

    private static Predicate<RateKey> keysOf(String name) {
        return SLICED.stream()
                .filter(dimension -> name.startsWith(slice(dimension, "")))
                .findFirst()
                .<Predicate<RateKey>>map(dimension -> {
                    var value = name.substring(slice(dimension, "").length());
                    return key -> key.value(dimension).equals(value);
                })
                .orElse(key -> name.isEmpty());
    }

    /** Shows what the sources say of all windows between two starts, both included. */
    void forEach(long from, long to, BiConsumer<RateKey, Long> consumer) {
        windows.subMap(from, true, to, true)
                .values()
                .forEach(window -> window.values().forEach(share -> consumer.accept(share.key, share.requests)));
    }

    /** Drops the slices that have had no totals since that window; the whole stays, which says that there ever were any. */
    void sweep(long before) {
        var old = sums.entrySet().stream()
                .filter(slice -> !slice.getKey().isEmpty() && slice.getValue().last < before)
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(name -> {
            sums.remove(name);
            slices.delete(name);
        });
    }

    void forgetBefore(long window) {
        var old = windows.headMap(window, false);
        old.forEach((start, known) -> known.keySet().forEach(name -> shares.delete(start + "/" + name)));
        old.clear();
    }
}
