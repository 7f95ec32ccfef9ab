package dev.errata.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts lists so that each part fits into a record of Kafka, whose limit is 1 MB unless somebody raises it. */
public final class Portions {
    private static final int MOST_ITEMS = 1_000;
    private static final int MOST_BYTES = 256 << 10;

    private Portions() {}

    /**
     * The parts of the list in its order, each of at most a thousand items that take at most 256 KiB together; an item that
     * takes more is a part by itself. Of an empty list there is none.
     *
     * @param bytes how many an item takes
     */
    public static <T> List<List<T>> of(List<T> items, ToIntFunction<T> bytes) {
        var portions = new ArrayList<List<T>>();
        var from = 0;
        var sum = 0L;
        for (int at = 0; at < items.size(); at++) {
            var size = bytes.applyAsInt(items.get(at));
            if (at > from && (at - from == MOST_ITEMS || sum + size > MOST_BYTES)) {
                portions.add(items.subList(from, at));
                from = at;
                sum = 0;
            }
            sum += size;
        }
        if (from < items.size()) {
            portions.add(items.subList(from, items.size()));
        }
        return portions;
    }
}
