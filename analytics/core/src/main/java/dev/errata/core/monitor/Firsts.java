package dev.errata.core.monitor;

import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When each value of a dimension was first seen in a project, and how often until it was well known. */
final class Firsts {
    private final Part part;
    private final int maxValues;
    private final Map<Value, Seen> seen = new TreeMap<>();

    private record Value(String dimension, String value) implements Comparable<Value> {
        @Override
        public int compareTo(Value other) {
            var order = dimension.compareTo(other.dimension);
            return order == 0 ? value.compareTo(other.value) : order;
        }
    }

    /**
     * @param window it was first seen in
     * @param times it was seen, while that matters
     */
    record Seen(long window, long times) {}

    Firsts(Part part, int maxValues) {
        this.part = part;
        this.maxValues = maxValues;
    }

    void load(String name, byte[] value) {
        var end = name.indexOf('\0');
        seen.put(
                new Value(name.substring(0, end), name.substring(end + 1)),
                Pack.read(value, in -> new Seen(in.readLong(), in.readLong())));
    }

    /**
     * The value was seen so often in a window: what is known of it then. It is counted up to that many; values beyond the
     * limit count as known for ever.
     */
    Seen see(String dimension, String value, long window, long times, long upTo) {
        var place = new Value(dimension, value);
        var before = seen.get(place);
        if (before == null && seen.size() >= maxValues) {
            return new Seen(Long.MIN_VALUE, upTo);
        }
        if (before != null && before.times >= upTo) {
            return before;
        }
        var now = before == null ? new Seen(window, times) : new Seen(before.window, before.times + times);
        seen.put(place, now);
        part.put(dimension + '\0' + value, Pack.write(out -> {
            out.writeLong(now.window);
            out.writeLong(now.times);
        }));
        return now;
    }

    /** How often it was seen, as far as that was counted; as often as can be where there are too many values. */
    long times(String dimension, String value) {
        var known = seen.get(new Value(dimension, value));
        if (known != null) {
            return known.times;
        }
        return seen.size() < maxValues ? 0 : Long.MAX_VALUE;
    }

    /** All of them, in a lasting order. */
    List<FirstSeen> all() {
        return seen.entrySet().stream()
                .map(entry -> new FirstSeen(
                        entry.getKey().dimension, entry.getKey().value, Instant.ofEpochSecond(entry.getValue().window)))
                .toList();
    }
}
