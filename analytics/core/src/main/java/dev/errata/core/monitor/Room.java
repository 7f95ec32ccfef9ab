package dev.errata.core.monitor;

import java.util.function.LongConsumer;

/**
 * For how many of a kind there is room.
 *
 * @param refused is told the window of each that finds none
 */
record Room(int most, LongConsumer refused) {
    /** Whether one more may come to so many; tells if not. */
    boolean admits(int size, long window) {
        if (size < most) {
            return true;
        }
        refused.accept(window);
        return false;
    }

    /** Whether so many are so close to filling it that old ones should go. */
    boolean isCrowdedBy(int size) {
        return size >= most / 2;
    }
}
