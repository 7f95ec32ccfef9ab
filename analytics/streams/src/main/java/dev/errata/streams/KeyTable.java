package dev.errata.streams;

import dev.errata.core.CountKey;
import java.util.Arrays;

/**
 * Numbers keys, each together with the window that it is judged in, from 0. What is looked at for each event lies in a few
 * arrays: with ten thousand keys nearly all of the time goes into waiting for memory, and a map of objects has three times
 * as many places to wait for. None is ever removed. One thread.
 */
final class KeyTable {
    private static final int INITIAL_SIZE = 1_024;
    private static final int INITIAL_BYTES = 128 << 10;

    /** Hash and number + 1; 0 where there is none. Those of equal slots follow one another. At most half of them are used. */
    private long[] slots = new long[2 * INITIAL_SIZE];

    /** One after the other; each ends where the next one begins. */
    private byte[] keys = new byte[INITIAL_BYTES];

    private int[] ends = new int[INITIAL_SIZE];
    private long[] judged = new long[INITIAL_SIZE];
    private int size;

    /** The number; -1 where there is none. */
    int find(CountKey key, long judgedSecond) {
        var hash = hash(key, judgedSecond);
        var mask = slots.length - 1;
        for (var at = hash & mask; slots[at] != 0; at = (at + 1) & mask) {
            var slot = slots[at];
            if ((int) (slot >>> Integer.SIZE) == hash && isAt((int) slot - 1, key, judgedSecond)) {
                return (int) slot - 1;
            }
        }
        return -1;
    }

    private boolean isAt(int number, CountKey key, long judgedSecond) {
        return judged[number] == judgedSecond && key.isAt(keys, start(number), ends[number]);
    }

    private static int hash(CountKey key, long judgedSecond) {
        return key.hashCode() + Long.hashCode(judgedSecond);
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    /** Gives the next number to one that has none. */
    int add(CountKey key, long judgedSecond) {
        var number = size++;
        if (number == ends.length) {
            ends = Arrays.copyOf(ends, 2 * number);
            judged = Arrays.copyOf(judged, 2 * number);
            grow();
        }
        var start = start(number);
        if (start + key.size() > keys.length) {
            keys = Arrays.copyOf(keys, 2 * (start + key.size()));
        }
        key.copyTo(keys, start);
        ends[number] = start + key.size();
        judged[number] = judgedSecond;
        put((long) hash(key, judgedSecond) << Integer.SIZE | size);
        return number;
    }

    private void grow() {
        var before = slots;
        slots = new long[2 * before.length];
        for (var slot : before) {
            if (slot != 0) {
                put(slot);
            }
        }
    }

    private void put(long slot) {
        var mask = slots.length - 1;
        var at = (int) (slot >>> Integer.SIZE) & mask;
        while (slots[at] != 0) {
            at = (at + 1) & mask;
        }
        slots[at] = slot;
    }
}
