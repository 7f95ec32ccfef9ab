package dev.errata.emitter;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.Caller;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.Target;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.internal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Tells Errata of an application's failed calls, their outcomes, and the totals of all calls. One for each application;
 * safe from any thread:
 *
 * <pre>{@code
 * Errata errata = Errata.builder()
 *         .app("checkout").env("prod")
 *         .toGateway(URI.create("https://errata.example.com"), token)
 *         .spool(Path.of("/var/lib/checkout/errata"), 256L << 20)
 *         .build();
 * }</pre>
 *
 * <p>What the application calls here neither blocks, nor throws, nor does I/O, but for {@link #flush} and {@link #close},
 * which wait as long as they are told to. An event that is short, and that a glance shows to hold no secret, is encoded on
 * the application's thread, which takes about a microsecond; the others are masked, cut and encoded on the emitter's own
 * daemon thread, before anything is sent or written to disk. Records are lost only where memory and spool are full, where they can never be accepted, or where the
 * process dies with them in memory; {@link #stats} counts all but the last, a log line tells at most once a minute, and
 * the totals tell Errata.
 *
 * <p>A process that is killed loses what is in its memory: events of the last moments unless {@link ErrataBuilder#durable}
 * was asked for, and the totals of the open window in any case. Call {@link #close} before the JVM ends.
 */
public final class Errata implements Recorder, AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Caller caller;
    private final Intake intake;
    private final Totals totals;
    private final Ledger ledger;
    private final Store store;
    private final Worker worker;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Capture capture = new Capture(this);

    Errata(Caller caller, Intake intake, Totals totals, Ledger ledger, Store store, Worker worker, Births births) {
        this.caller = caller;
        this.intake = intake;
        this.totals = totals;
        this.ledger = ledger;
        this.store = store;
        this.worker = worker;
        this.clock = births.clock();
        this.random = births.random();
    }

    /** What new events take their time and their ids from. */
    record Births(InstantSource clock, RandomGenerator random) {}

    /** To say who calls, and where Errata is. */
    public static ErrataBuilder builder() {
        return new ErrataBuilder();
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** What the hooks of the application's HTTP clients share; closed with this. */
    public Capture capture() {
        return capture;
    }

    /** One failed attempt. The same as {@link #failed}. */
    public void emit(ErrorEvent event) {
        failed(event);
    }

    /** A failed attempt at this moment, to be filled in and emitted; its id is born here. */
    public EventBuilder event() {
        var now = clock.instant();
        return new EventBuilder(this, EventIds.random(now, random), now);
    }

    @Override
    public void failed(ErrorEvent attempt) {
        intake.offer(attempt);
    }

    @Override
    public void counted(Instant time, Target target, Tally tally) {
        totals.add(time, target, tally);
    }

    @Override
    public void outcome(CallOutcome outcome) {
        intake.offer(outcome);
    }

    @Override
    public void hookFailed(Throwable cause) {
        ledger.hookFailed();
    }

    /**
     * Waits until everything that was emitted before is acknowledged, or forced to the spool's disk, or counted as lost.
     * Totals of open windows are not part of that.
     *
     * @return whether that came about in time; false at once where the thread is interrupted
     */
    public boolean flush(Duration patience) {
        var safe = new CompletableFuture<Boolean>();
        intake.offer(safe);
        worker.hurry();
        try {
            return safe.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** What has happened so far. */
    public EmitterStats stats() {
        return stats(ledger, store);
    }

    static EmitterStats stats(Ledger ledger, Store store) {
        return new EmitterStats(
                ledger.flow(Kind.EVENTS),
                ledger.flow(Kind.OUTCOMES),
                ledger.flow(Kind.TRAFFIC),
                store.records(),
                store.bytes(),
                ledger.hookFailures());
    }

    /** As {@link #close(Duration)}, with five seconds. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Takes nothing any more and waits until everything is acknowledged, or on disk while Errata cannot be reached, the
     * totals of the open window included; then, or when the time is up, brings to disk what can be and counts the rest as
     * lost. A second call does nothing.
     */
    public void close(Duration patience) {
        capture.close();
        intake.close();
        worker.close(patience);
    }
}
