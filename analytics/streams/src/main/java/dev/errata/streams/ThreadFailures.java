package dev.errata.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream thread that failed: another takes its place, unless threads fail again and again, or one says
 * that it must not go on. Then the topology stops, for {@code /readyz} and a person to see. Called by failing threads.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int MAX_REPLACEMENTS = 10;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    ThreadFailures(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (isForGood(failure) || isTooOften()) {
            LOG.error("The topology stops", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("A thread of the topology is replaced", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isForGood(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof ExactnessException || (cause != null && isForGood(cause));
    }

    private synchronized boolean isTooOften() {
        var now = clock.instant();
        replacements.removeIf(time -> time.isBefore(now.minus(WITHIN)));
        replacements.add(now);
        return replacements.size() > MAX_REPLACEMENTS;
    }
}
