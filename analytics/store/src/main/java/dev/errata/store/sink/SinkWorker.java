package dev.errata.store.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of one {@link Sink} into it, a transaction for each stretch of a partition. Offsets live in Postgres alone.
 *
 * <p>While Postgres is away the partitions are paused and the consumer goes on polling, so that it keeps them; what was
 * read waits in memory, at most one poll's worth. Owns one thread and the consumer.
 */
public final class SinkWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkWorker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final CloseOptions LEAVING = CloseOptions.groupMembershipOperation(
                    GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_TIMEOUT);

    private final Sink sink;
    private final OffsetStore offsets;
    private final DataSource database;
    private final Consumer<byte[], byte[]> consumer;
    private final SinkMetrics metrics;
    private final Thread thread;

    /** Touched by the worker's thread only, rebalances included: they happen inside its polls. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Deque<Batch> pending = new ArrayDeque<>();
    private Duration backOff = Duration.ZERO;

    private volatile boolean running = true;

    private SinkWorker(
            Sink sink,
            OffsetStore offsets,
            DataSource database,
            Consumer<byte[], byte[]> consumer,
            SinkMetrics metrics) {
        this.sink = sink;
        this.offsets = offsets;
        this.database = database;
        this.consumer = consumer;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().name("errata-" + sink.name()).unstarted(this::run);
    }

    /**
     * Starts reading.
     *
     * @param database gives connections without auto-commit
     * @param consumer of {@link SinkConsumers}; the worker closes it
     */
    public static SinkWorker start(
            Sink sink,
            OffsetStore offsets,
            DataSource database,
            Consumer<byte[], byte[]> consumer,
            SinkMetrics metrics) {
        var worker = new SinkWorker(sink, offsets, database, consumer, metrics);
        worker.thread.start();
        return worker;
    }

    /** False once it has stopped, be it by {@link #close} or because going on would have lost records. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        running = false;
        consumer.wakeup();
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("{} did not stop within {}", sink.name(), CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            consumer.subscribe(sink.topics(), new Assignment());
            while (running) {
                poll();
                work();
            }
        } catch (WakeupException e) {
            LOG.debug("{} was woken to stop", sink.name());
        } catch (RuntimeException e) {
            LOG.error("{} stops: going on would lose records", sink.name(), e);
        } finally {
            leave();
        }
    }

    /** By default whoever starts next under another name would wait for this one's session to end. */
    private void leave() {
        try {
            consumer.close(LEAVING);
        } catch (KafkaException e) {
            LOG.warn("{} did not leave its group: {}", sink.name(), e.getMessage());
        }
    }

    /** While something is pending this only keeps the partitions: they are paused. */
    private void poll() {
        var records = consumer.poll(backOff.isZero() ? POLL : backOff);
        for (var partition : consumer.assignment()) {
            var from = next.get(partition);
            var position = consumer.position(partition);
            if (from != null && from < position) {
                pending.add(new Batch(partition, from, position, records.records(partition)));
                next.put(partition, position);
            }
        }
    }

    private void work() {
        try {
            placeNew();
            while (running && !pending.isEmpty()) {
                write(pending.element());
            }
            backOff = Duration.ZERO;
            consumer.resume(next.keySet());
        } catch (SQLException e) {
            if (SqlFailure.of(e) != SqlFailure.PASSING) {
                throw new IllegalStateException("Postgres refuses a statement of " + sink.name(), e);
            }
            retryLater(e);
        } catch (RetriableException e) {
            retryLater(e);
        }
        metrics.lag(lag());
    }

    private void placeNew() throws SQLException {
        for (var partition : List.copyOf(unplaced)) {
            var offset = storedOffset(partition);
            consumer.seek(partition, offset);
            next.put(partition, offset);
            unplaced.remove(partition);
        }
    }

    private long storedOffset(TopicPartition partition) throws SQLException {
        var beginning = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        try (var connection = database.getConnection()) {
            var offset = offsets.load(connection, partition, beginning);
            connection.commit();
            return offset;
        }
    }

    private void write(Batch batch) throws SQLException {
        try {
            commit(batch, connection -> sink.write(connection, batch.records()));
        } catch (SQLException e) {
            if (SqlFailure.of(e) != SqlFailure.POISON) {
                throw e;
            }
            isolate(batch, e);
        }
    }

    /** Narrows a refused batch down to the record at fault, by halves, and gives up on that one alone. */
    private void isolate(Batch batch, SQLException why) throws SQLException {
        if (batch.records().size() > 1) {
            pending.remove();
            batch.halves().reversed().forEach(pending::addFirst);
            return;
        }
        var poison = batch.records().getFirst();
        commit(batch, connection -> sink.refuse(connection, poison, why));
    }

    /**
     * A commit whose answer is lost is tried again like any other failure: the offset, moved first, then tells that it
     * had gone in after all.
     */
    private void commit(Batch batch, Work work) throws SQLException {
        var started = System.nanoTime();
        try (var connection = database.getConnection();
                Unfinished _ = connection::rollback) {
            if (!offsets.advance(connection, batch.partition(), batch.from(), batch.to())) {
                fenced(batch.partition());
                return;
            }
            var written = work.run(connection);
            connection.commit();
            pending.remove();
            metrics.committed(written, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /** Somebody else has written from this partition: what is in hand is dropped, and reading starts where they are. */
    private void fenced(TopicPartition partition) {
        metrics.fenced();
        LOG.warn("{} was overtaken on {}: reading again from the stored offset", sink.name(), partition);
        forget(partition);
        hold(partition);
    }

    private void retryLater(Exception why) {
        metrics.retried();
        consumer.pause(consumer.assignment());
        var doubled = backOff.isZero() ? POLL : backOff.multipliedBy(2);
        backOff = doubled.compareTo(MAX_BACK_OFF) < 0 ? doubled : MAX_BACK_OFF;
        LOG.warn("{} waits {} and tries again: {}", sink.name(), backOff, why.getMessage());
    }

    /** As of the last fetch, which stops while Postgres is away. */
    private long lag() {
        var unread = next.keySet().stream()
                .map(consumer::currentLag)
                .mapToLong(lag -> lag.orElse(0))
                .sum();
        return unread + pending.stream().mapToLong(Batch::length).sum();
    }

    private void forget(TopicPartition partition) {
        next.remove(partition);
        unplaced.remove(partition);
        pending.removeIf(batch -> batch.partition().equals(partition));
    }

    /** Nothing is read from the partition until Postgres has said where. */
    private void hold(TopicPartition partition) {
        consumer.pause(Set.of(partition));
        consumer.seek(partition, 0);
        unplaced.add(partition);
    }

    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            partitions.forEach(SinkWorker.this::hold);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(SinkWorker.this::forget);
        }
    }

    @FunctionalInterface
    private interface Work {
        Written run(Connection connection) throws SQLException;
    }

    /**
     * Ends a transaction that was not committed. Closing its connection is not enough: a pool sees no {@code COPY}, and may
     * hand on what it takes for untouched.
     */
    @FunctionalInterface
    private interface Unfinished extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
