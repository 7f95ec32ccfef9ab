package dev.errata.contract.quick;

import org.jspecify.annotations.Nullable;

/**
 * Parts of events that were found to be good lately, each as it is written. Of an application's events most have the
 * same caller, and few targets. One thread at a time.
 *
 * @param <T> the kind of part; equal ones are written alike
 */
final class KnownParts<T> {
    private static final int SLOTS = 1_024;
    private static final int LONGEST = 512;

    private final @Nullable Known<?>[] slots = new Known<?>[SLOTS];

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Known<T>(T part, byte[] json) {}

    byte @Nullable [] find(T part) {
        var known = slots[slot(part)];
        return known != null && known.part().equals(part) ? known.json() : null;
    }

    /** In place of whichever had its slot. */
    void add(T part, byte[] json) {
        if (json.length <= LONGEST) {
            slots[slot(part)] = new Known<>(part, json);
        }
    }

    private int slot(T part) {
        var hash = part.hashCode();
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }
}
