package dev.errata.app.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How to wait; tests do not. */
@FunctionalInterface
public interface Pause {
    /** Really waits. */
    Pause REAL = Thread::sleep;

    void sleep(Duration duration) throws InterruptedException;

    /** Returns when the time has come, at once if it is past. */
    default void until(Instant due, InstantSource clock) throws InterruptedException {
        var wait = Duration.between(clock.instant(), due);
        if (wait.isPositive()) {
            sleep(wait);
        }
    }
}
