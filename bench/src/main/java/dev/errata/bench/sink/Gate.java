package dev.errata.bench.sink;

import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.SinkMetrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** Where the workers of a sink wait until the clock runs, and where it is known when all is stored. */
final class Gate {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CountDownLatch waiting;
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch allStored = new CountDownLatch(1);
    private final AtomicLong missing;

    Gate(int workers, long events) {
        waiting = new CountDownLatch(workers);
        missing = new AtomicLong(events);
    }

    void open() {
        open.countDown();
    }

    void awaitWorkers() throws InterruptedException {
        await(waiting);
    }

    void awaitStored() throws InterruptedException {
        await(allStored);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not done within " + PATIENCE);
        }
    }

    /** Offsets that nobody is told before the gate is open. */
    OffsetStore before(OffsetStore offsets) {
        return new OffsetStore() {
            private boolean arrived;

            @Override
            public long load(Connection connection, TopicPartition partition, long ifNew) throws SQLException {
                if (!arrived) {
                    arrived = true;
                    waiting.countDown();
                }
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new SQLException("interrupted", "57014", e);
                }
                return offsets.load(connection, partition, ifNew);
            }

            @Override
            public boolean advance(Connection connection, TopicPartition partition, long from, long to)
                    throws SQLException {
                return offsets.advance(connection, partition, from, to);
            }
        };
    }

    /** Counts what is stored. */
    SinkMetrics metrics() {
        return new StoredEvents(stored -> {
            if (missing.addAndGet(-stored) <= 0) {
                allStored.countDown();
            }
        });
    }
}
