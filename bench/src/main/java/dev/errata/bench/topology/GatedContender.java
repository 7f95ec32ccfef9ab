package dev.errata.bench.topology;

import dev.errata.bench.Contender;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One that works through a log of known length. The clock begins when the log is opened to it, with all of its threads
 * waiting for that: how it starts is not measured. Neither is how it ends, when one thread still has work and the
 * others have none.
 */
abstract class GatedContender implements Contender {
    private static final double MEASURED = 0.95;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final EventLog log;
    private final String topic;
    private final long length;
    private LongSupplier progress;

    GatedContender(EventLog log, String topic, long length) {
        this.log = log;
        this.topic = topic;
        this.length = length;
        this.progress = () -> length;
    }

    /** Begins to wait for the log, and tells how much of it has been counted. */
    abstract LongSupplier begin() throws Exception;

    /** Whether all of its threads have their share of the log, and wait. */
    abstract boolean isSettled();

    /** Ends it, and leaves nothing of it for its next lap. */
    abstract void end() throws Exception;

    @Override
    public final void prepare() throws Exception {
        progress = () -> length;
        log.fill(topic, length);
        progress = begin();
        await(this::isSettled);
    }

    @Override
    public final long run() throws Exception {
        log.open();
        await(() -> progress.getAsLong() >= MEASURED * length);
        return progress.getAsLong();
    }

    /** Not before all has been counted: who loses events may be as fast as he likes. */
    @Override
    public final void tidy() throws Exception {
        try {
            await(() -> progress.getAsLong() >= length);
        } finally {
            end();
            log.clear(topic);
        }
    }

    static void await(BooleanSupplier condition) throws TimeoutException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("it did not come about within " + PATIENCE);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
