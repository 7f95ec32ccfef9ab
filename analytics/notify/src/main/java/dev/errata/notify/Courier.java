package dev.errata.notify;

import dev.errata.store.incident.Due;
import dev.errata.store.incident.Happening;
import dev.errata.store.incident.Outbox;
import dev.errata.store.incident.Settlement;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the messages of one receiver from the outbox to it. Owns a thread; a receiver that does not answer holds up nobody
 * else's messages. Any number may run, in any number of processes.
 */
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int MOST = 16;

    /** An attempt that takes longer is broken off, before the lease of its message ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_ERROR = 500;

    private final Outbox outbox;
    private final Receiver receiver;
    private final NotificationMetrics metrics;
    private final Rhythm rhythm;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String name;
    private final Thread thread;

    Courier(
            Outbox outbox,
            Receiver receiver,
            NotificationMetrics metrics,
            Rhythm rhythm,
            InstantSource clock,
            RandomGenerator random) {
        this.outbox = outbox;
        this.receiver = receiver;
        this.metrics = metrics;
        this.rhythm = rhythm;
        this.clock = clock;
        this.random = random;
        this.name = receiver.audience().receiver();
        this.thread =
                Thread.ofPlatform().name("errata-courier " + name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("what goes to {} did not stop within {}", name, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (var attempts = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!Thread.currentThread().isInterrupted()) {
                if (!carry(attempts)) {
                    Thread.sleep(rhythm.pause());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is told nothing more: stopping", name);
        }
    }

    /** Whether there may be more. */
    private boolean carry(ExecutorService attempts) throws InterruptedException {
        try {
            var due = outbox.claim(name, MOST, LEASE);
            var done = attempts.invokeAll(
                    due.stream().map(this::attempt).toList(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < done.size(); i++) {
                if (done.get(i).isCancelled()) {
                    settle(due.get(i), failed(due.get(i), clock.instant(), "no end within " + PATIENCE));
                }
            }
            metrics.waiting(outbox.waiting(name));
            return due.size() == MOST;
        } catch (SQLException e) {
            LOG.warn("the outbox cannot be read; {} is told later: {}", name, e.getMessage());
            return false;
        }
    }

    private Callable<Boolean> attempt(Due due) {
        return () -> settle(due, tell(due, clock.instant()));
    }

    private boolean settle(Due due, Settlement settlement) {
        metrics.settled(settlement);
        try {
            outbox.settle(due, settlement);
            return true;
        } catch (SQLException e) {
            LOG.warn("{} may be told {} twice: {}", name, due.key(), e.getMessage());
            return false;
        }
    }

    private Settlement tell(Due due, Instant now) {
        try {
            return receiver.tell(due, now);
        } catch (IOException e) {
            LOG.warn("{} was not told {}: {}", name, due.key(), e.getMessage());
            return failed(due, now, error(e));
        } catch (RuntimeException e) {
            LOG.error("{} could not be told {}", name, due.key(), e);
            return failed(due, now, error(e));
        }
    }

    private Settlement failed(Due due, Instant now, String error) {
        var since = due.what() == Happening.ALERT
                ? due.incident().times().updatedAt()
                : due.progress().dueAt();
        var isStale = since.plus(rhythm.patience()).isBefore(now);
        return isStale && (due.what() != Happening.ALERT || due.isClosing())
                ? new Settlement.GivenUp(error)
                : new Settlement.Failed(rhythm.afterFailure(due.progress().failing(), random), error);
    }

    private static String error(Exception e) {
        var text = e.getClass().getSimpleName() + ": " + e.getMessage();
        return text.substring(0, Math.min(text.length(), LONGEST_ERROR));
    }
}
