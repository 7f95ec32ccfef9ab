package dev.errata.app.node;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Posts a batch again and again, in a rhythm, and keeps the books of what was acknowledged. Owns one thread. */
final class SteadyLoad implements AutoCloseable {
    private static final int BATCH = 100;

    private final Ledger ledger;
    private final Poster poster;
    private final Duration rhythm;
    private final Thread thread;
    private volatile boolean running = true;
    private final AtomicLong sent = new AtomicLong();

    /** Begins at once. */
    SteadyLoad(URI gateway, Ledger ledger, int eventsPerSecond) {
        this.ledger = ledger;
        this.poster = new Poster(gateway);
        this.rhythm = Duration.ofSeconds(1).dividedBy(eventsPerSecond / BATCH);
        this.thread = Thread.ofPlatform().start(this::run);
    }

    /** How many events were acknowledged so far. */
    long sent() {
        return sent.get();
    }

    /** Sends what it has begun with, and no more. */
    @Override
    public void close() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        poster.close();
    }

    private void run() {
        var next = System.nanoTime();
        while (running) {
            try {
                post();
            } catch (InterruptedException e) {
                return;
            }
            next = Math.max(next + rhythm.toNanos(), System.nanoTime() - rhythm.toNanos());
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void post() throws InterruptedException {
        var batch = ledger.nextBatch(BATCH);
        var acknowledged = poster.post(batch, false);
        while (!acknowledged) {
            acknowledged = poster.post(batch, true);
        }
        ledger.acknowledge(batch);
        sent.addAndGet(BATCH);
    }
}
