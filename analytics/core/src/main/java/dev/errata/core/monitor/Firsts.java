package dev.errata.core.monitor;

import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When each value of a dimension was first seen in a project, and how often until it was well known. Each dimension has room
 * of its own: whoever invents models leaves the codes theirs.
 */
final class Firsts {
    /** More often it is not written down that a value is still there. */
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final Part part;
    private final Room room;
    private final Map<String, Map<String, Seen>> seen = new TreeMap<>();

    /**
     * @param window it was first seen in
     * @param times it was seen, while that matters
     * @param last a window that it was seen in, less than an hour before the last one
     */
    record Seen(long window, long times, long last) {
        /** Written by a release that did not say when it was last seen. */
        private static final long UNKNOWN = Long.MIN_VALUE;

        private static Seen read(byte[] bytes) {
            return Pack.read(
                    bytes,
                    in -> new Seen(
                            in.readLong(), in.readLong(), in.available() < Long.BYTES ? UNKNOWN : in.readLong()));
        }

        private byte[] toBytes() {
            return Pack.write(out -> {
                out.writeLong(window);
                out.writeLong(times);
                out.writeLong(last);
            });
        }

        private Seen again(long now, long more, long upTo) {
            if (times < upTo) {
                return new Seen(window, times + more, now);
            }
            return now < last + HOUR ? this : at(now);
        }

        private Seen at(long now) {
            return new Seen(window, times, now);
        }
    }

    /** @param room of each dimension */
    Firsts(Part part, Room room) {
        this.part = part;
        this.room = room;
    }

    void load(String name, byte[] value) {
        var end = name.indexOf('\0');
        of(name.substring(0, end)).put(name.substring(end + 1), Seen.read(value));
    }

    private Map<String, Seen> of(String dimension) {
        return seen.computeIfAbsent(dimension, name -> new TreeMap<>());
    }

    /** What is known of the value; null where that is nothing. */
    @Nullable
    Seen find(String dimension, String value) {
        return of(dimension).get(value);
    }

    /**
     * The value was seen so often in a window: what is known of it then. It is counted up to that many; values beyond the
     * limit count as long known.
     */
    Seen see(String dimension, String value, long window, long times, long upTo) {
        var before = find(dimension, value);
        if (before == null && !room.admits(of(dimension).size(), window)) {
            return new Seen(Long.MIN_VALUE, upTo, window);
        }
        var now = before == null ? new Seen(window, times, window) : before.again(window, times, upTo);
        if (!now.equals(before)) {
            put(dimension, value, now);
        }
        return now;
    }

    private void put(String dimension, String value, Seen now) {
        of(dimension).put(value, now);
        part.put(dimension + '\0' + value, now.toBytes());
    }

    /** How often it was seen, as far as that was counted; as often as can be where there are too many values. */
    long times(String dimension, String value) {
        var known = find(dimension, value);
        if (known != null) {
            return known.times;
        }
        return of(dimension).size() < room.most() ? 0 : Long.MAX_VALUE;
    }

    /** All of them, in a lasting order. */
    List<FirstSeen> all() {
        return seen.entrySet().stream()
                .flatMap(values -> values.getValue().entrySet().stream()
                        .map(value -> new FirstSeen(
                                values.getKey(), value.getKey(), Instant.ofEpochSecond(value.getValue().window))))
                .toList();
    }

    /**
     * Where a dimension has very many, those that were last seen before that window go. Of which it is not known when that
     * was, it is now.
     */
    void sweep(long before, long now) {
        seen.forEach((dimension, values) -> {
            if (room.isCrowdedBy(values.size())) {
                Map.copyOf(values).forEach((value, known) -> sweep(dimension, value, known, before, now));
            }
        });
    }

    private void sweep(String dimension, String value, Seen known, long before, long now) {
        if (known.last == Seen.UNKNOWN) {
            put(dimension, value, known.at(now));
        } else if (known.last < before) {
            of(dimension).remove(value);
            part.delete(dimension + '\0' + value);
        }
    }
}
