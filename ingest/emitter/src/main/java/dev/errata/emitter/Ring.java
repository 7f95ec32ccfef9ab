package dev.errata.emitter;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands records over to the emitter's thread: no object and no contended access for each, and that thread finds many of
 * them side by side where a linked queue makes it fetch one after the other from another core's cache. One thread at a
 * time brings, one fetches; neither waits.
 */
final class Ring {
    private static final int SLOTS = 8_192;

    private final @Nullable Pending[] slots = new Pending[SLOTS];
    private volatile long brought;
    private volatile long fetched;

    /** Whether there was room for it. */
    boolean bring(Pending record) {
        var at = brought;
        if (at - fetched == SLOTS) {
            return false;
        }
        slots[slot(at)] = record;
        brought = at + 1;
        return true;
    }

    /** Fetches what is there, at most so many; answers how many. */
    int fetch(int most, Consumer<Pending> to) {
        var start = fetched;
        var end = Math.min(brought, start + most);
        for (var at = start; at < end; at++) {
            var record = slots[slot(at)];
            slots[slot(at)] = null;
            if (record != null) {
                to.accept(record);
            }
        }
        fetched = end;
        return (int) (end - start);
    }

    boolean isEmpty() {
        return brought == fetched;
    }

    private static int slot(long at) {
        return (int) at & (SLOTS - 1);
    }
}
