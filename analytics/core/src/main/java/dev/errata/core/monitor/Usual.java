package dev.errata.core.monitor;

import dev.errata.core.RateKey;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What usually is under each key, errors or calls: sums over quiet windows that fade by half in an hour. What happens
 * during an incident is not usual.
 */
final class Usual {
    private static final double HALF_LIFE_SECONDS = 3600;
    private static final double FORGOTTEN = 0.01;

    private final Part part;
    private final Room room;
    private final Map<RateKey, Faded> sums = new TreeMap<>(Usual::compare);

    /** An amount as it was then. */
    private record Faded(double amount, long window) {
        double at(long now) {
            return amount * Math.pow(0.5, (now - window) / HALF_LIFE_SECONDS);
        }
    }

    Usual(Part part, Room room) {
        this.part = part;
        this.room = room;
    }

    private static int compare(RateKey one, RateKey other) {
        for (int i = 0; i < one.values().size(); i++) {
            var order = one.values().get(i).compareTo(other.values().get(i));
            if (order != 0) {
                return order;
            }
        }
        return one.project().compareTo(other.project());
    }

    void load(byte[] value) {
        Pack.read(value, in -> {
            var key = Pack.block(in);
            return sums.put(RateKey.ofBytes(key, 0, key.length), new Faded(in.readDouble(), in.readLong()));
        });
    }

    /** Adds a window. */
    void add(long window, Map<RateKey, Long> amounts) {
        var sorted = new TreeMap<RateKey, Long>(Usual::compare);
        sorted.putAll(amounts);
        sorted.forEach((key, amount) -> {
            var before = sums.get(key);
            if (before == null && !room.admits(sums.size(), window)) {
                return;
            }
            var now = new Faded(amount + (before == null ? 0 : before.at(window)), window);
            sums.put(key, now);
            part.put(name(key), Pack.write(out -> {
                Pack.block(out, key.toBytes());
                out.writeDouble(now.amount);
                out.writeLong(now.window);
            }));
        });
    }

    /** Shows each sum as it is by then, in a lasting order. */
    void forEach(long window, BiConsumer<RateKey, Double> consumer) {
        sums.forEach((key, sum) -> consumer.accept(key, sum.at(window)));
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** Drops what has nearly faded. */
    void sweep(long window) {
        var faded = new HashMap<>(sums);
        faded.values().removeIf(sum -> sum.at(window) >= FORGOTTEN);
        faded.keySet().forEach(key -> {
            sums.remove(key);
            part.delete(name(key));
        });
    }

    private static String name(RateKey key) {
        return String.join("\0", key.values());
    }
}
