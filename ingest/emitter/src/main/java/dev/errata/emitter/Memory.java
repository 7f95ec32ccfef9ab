package dev.errata.emitter;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes that records may take up between the application's thread and safety. Safe from any thread. */
final class Memory {
    private final long max;
    private final AtomicLong used = new AtomicLong();

    Memory(long max) {
        this.max = max;
    }

    /** Takes so many bytes, unless that would be more than there are. */
    boolean tryTake(long bytes) {
        if (used.addAndGet(bytes) <= max) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Takes them whether they are there or not. */
    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Whether there is room for a while. */
    boolean isRoomy() {
        return used.get() < max - max / 8;
    }

    long used() {
        return used.get();
    }
}
