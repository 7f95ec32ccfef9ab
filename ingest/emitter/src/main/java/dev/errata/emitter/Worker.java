package dev.errata.emitter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** The emitter's own daemon thread: runs the pump, and sleeps while there is nothing to do. */
final class Worker implements Runnable {
    /** A few more records may come while the first one waits. */
    private static final Duration LINGER = Duration.ofMillis(20);

    private static final Duration AFTER_A_BUG = Duration.ofSeconds(1);
    private static final Duration FINISH = Duration.ofSeconds(5);

    private final Pump pump;
    private final TroubleReport report;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean urgent;
    private volatile boolean closing;
    private volatile boolean givingUp;

    Worker(Pump pump, Intake intake, TroubleReport report) {
        this.pump = pump;
        this.report = report;
        this.thread = new Thread(this, "errata-emitter");
        thread.setDaemon(true);
        intake.onArrival(this::arrived);
        pump.onAnswer(this::hurry);
    }

    void start() {
        thread.start();
    }

    /** Costs the application's thread a look at a field, and a wake-up where the worker sleeps. */
    private void arrived() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** Something has come that does not want to wait for company. */
    void hurry() {
        urgent = true;
        asleep = false;
        LockSupport.unpark(thread);
    }

    /** Ends the thread: once everything is safe, or after the time that is given, and then as it is. */
    void close(Duration patience) {
        closing = true;
        hurry();
        if (!isFinishedWithin(patience)) {
            givingUp = true;
            hurry();
            isFinishedWithin(FINISH);
        }
    }

    private boolean isFinishedWithin(Duration patience) {
        try {
            finished.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("never completed exceptionally", e);
        }
    }

    @Override
    public void run() {
        try {
            while (!givingUp && !isDone()) {
                sleep(step());
            }
            pump.finish();
        } catch (RuntimeException | Error e) {
            report.note("the emitter has ended: " + e);
        } finally {
            finished.complete(null);
        }
    }

    private boolean isDone() {
        return closing && pump.isFinished();
    }

    /** A bug of ours must neither end the thread nor busy it. */
    private Duration step() {
        try {
            urgent = false;
            if (closing) {
                pump.startClosing();
            }
            return pump.step();
        } catch (RuntimeException | Error e) {
            report.note("a bug of the emitter: " + e);
            return AFTER_A_BUG;
        }
    }

    private void sleep(Duration wait) {
        if (wait.isZero()) {
            return;
        }
        asleep = true;
        if (!urgent && !pump.hasArrivals()) {
            LockSupport.parkNanos(wait.toNanos());
        }
        asleep = false;
        if (!urgent && pump.hasArrivals()) {
            LockSupport.parkNanos(LINGER.toNanos());
        }
    }
}
