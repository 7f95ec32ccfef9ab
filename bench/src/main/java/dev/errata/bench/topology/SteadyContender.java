package dev.errata.bench.topology;

import dev.errata.bench.Contender;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One that works through a log of known length. What is measured is the middle of it: neither how it starts, which takes
 * until its threads have shared out the partitions, nor how it ends, but all that goes on meanwhile.
 */
abstract class SteadyContender implements Contender {
    private static final double FROM = 0.15;

    /** From here on it is measured, even if it has not settled yet: a short log may be read by the first thread alone. */
    private static final double AT_LAST_FROM = 0.6;

    private static final double TO = 0.95;
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final long length;
    private long before;

    SteadyContender(long length) {
        this.length = length;
    }

    private LongSupplier progress = () -> 0;

    /** Begins the work from the start of the log, and tells how far it has come. */
    abstract LongSupplier begin() throws Exception;

    /** Whether all of its threads have their work. */
    boolean isSettled() {
        return true;
    }

    @Override
    public final void prepare() throws Exception {
        progress = begin();
        await(() -> progress.getAsLong() >= (isSettled() ? FROM : AT_LAST_FROM) * length);
        before = progress.getAsLong();
    }

    @Override
    public final long run() throws Exception {
        await(() -> progress.getAsLong() >= TO * length);
        return progress.getAsLong() - before;
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
