package dev.errata.emitter.capture;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs things after a while, on the platform's own timer: no thread of ours, and nothing to close. Safe from any thread. */
final class Later {
    private final Guard guard;
    private final int limit;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param limit how many may wait at the same time */
    Later(Guard guard, int limit) {
        this.guard = guard;
        this.limit = limit;
    }

    /** Whether it will be done: not where too many wait already. */
    boolean after(Duration delay, Runnable task) {
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            return false;
        }
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    waiting.decrementAndGet();
                    guard.run(task);
                });
        return true;
    }
}
