package dev.errata.app.exactness;

import java.time.Duration;

/** When the next batch of one sender is due. Used by one thread; may be stopped by any. */
final class Pace {
    private final double nanosPerEvent;
    private final long start = System.nanoTime();
    private long events;
    private volatile boolean stopped;

    Pace(double eventsPerSecond) {
        this.nanosPerEvent = 1e9 / eventsPerSecond;
    }

    /** Waits until so many events more are due; false once it is stopped. */
    boolean awaitNext(int more) throws InterruptedException {
        var due = start + (long) (events * nanosPerEvent);
        events += more;
        var wait = due - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait));
        }
        return !stopped;
    }

    void stop() {
        stopped = true;
    }
}
