package dev.errata.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an interrupt of the thread that made this, and gives it 10 s to close what it holds.
 * It must close this last.
 */
final class StopSignal implements AutoCloseable {
    private static final int SECONDS = 10;

    private final CountDownLatch closed = new CountDownLatch(1);

    StopSignal() {
        var owner = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(owner), "stop"));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void stop(Thread owner) {
        owner.interrupt();
        try {
            if (!closed.await(SECONDS, TimeUnit.SECONDS)) {
                System.err.println("errata: not everything has stopped in time; the next start will recover it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
