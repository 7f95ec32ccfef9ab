package dev.errata.app.client;

import java.time.Duration;

/** How to wait; tests do not. */
@FunctionalInterface
public interface Pause {
    /** Really waits. */
    Pause REAL = Thread::sleep;

    void sleep(Duration duration) throws InterruptedException;
}
