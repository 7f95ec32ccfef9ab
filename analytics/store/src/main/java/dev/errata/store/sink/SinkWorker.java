package dev.errata.store.sink;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of one {@link Sink} into it, a transaction for each stretch of a partition. Offsets live in Postgres alone.
 *
 * <p>While Postgres is away, or takes no record at all, the partitions are paused and the consumer goes on polling, so that
 * it keeps them; what was read waits in memory, within the bytes of its {@link Batching}, and nothing of it becomes a dead
 * letter. Owns one thread and the consumer.
 */
public final class SinkWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkWorker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);

    /** A conflict or a reconnect is over sooner; what takes longer is a problem. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final CloseOptions LEAVING = CloseOptions.groupMembershipOperation(
                    GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(CLOSE_TIMEOUT);

    private final Sink sink;
    private final SinkWriter writer;
    private final Consumer<byte[], byte[]> consumer;
    private final SinkMetrics metrics;
    private final Thread thread;

    /** Touched by the worker's thread only, rebalances included: they happen inside its polls. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final Set<TopicPartition> unplaced = new HashSet<>();
    private final Backlog backlog;
    private Duration backOff = Duration.ZERO;

    private volatile boolean running = true;
    private volatile @Nullable String waitingFor;

    private SinkWorker(
            Sink sink, SinkWriter writer, Backlog backlog, Consumer<byte[], byte[]> consumer, SinkMetrics metrics) {
        this.sink = sink;
        this.writer = writer;
        this.backlog = backlog;
        this.consumer = consumer;
        this.metrics = metrics;
        this.thread = Thread.ofPlatform().name("errata-" + sink.name()).unstarted(this::run);
    }

    /**
     * Starts reading.
     *
     * @param database gives connections without auto-commit
     * @param consumer of {@link SinkConsumers}; the worker closes it
     * @param metrics shared by the workers of a sink
     */
    public static SinkWorker start(
            Sink sink,
            OffsetStore offsets,
            DataSource database,
            Consumer<byte[], byte[]> consumer,
            SinkMetrics metrics,
            SinkRules rules) {
        var writer = new SinkWriter(sink, offsets, database, metrics, new Breakers(rules.breakers(), metrics));
        var worker = new SinkWorker(sink, writer, new Backlog(rules.batching()), consumer, metrics);
        worker.thread.start();
        return worker;
    }

    /** False once it has stopped, be it by {@link #close} or because going on would have lost records. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Why it has been waiting for more than a moment; empty while records go in. */
    public Optional<String> problem() {
        return Optional.ofNullable(waitingFor);
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

    /** While the store is away this only keeps the partitions: they are paused. */
    private void poll() {
        var records = consumer.poll(backOff.isZero() ? backlog.room(System.nanoTime(), unread(), POLL) : backOff);
        for (var partition : consumer.assignment()) {
            var from = next.get(partition);
            var position = consumer.position(partition);
            if (from != null && from < position) {
                backlog.add(new Batch(partition, from, position, records.records(partition)), System.nanoTime());
                next.put(partition, position);
            }
        }
    }

    private void work() {
        try {
            placeNew();
            if (backlog.isDue(System.nanoTime(), unread())) {
                backlog.close();
                writeAll(backlog.due());
            }
            backOff = Duration.ZERO;
            waitingFor = null;
            consumer.resume(next.keySet());
        } catch (SQLException | RetriableException e) {
            retryLater(e);
        }
        next.keySet().forEach(partition -> metrics.lag(partition, unread(partition) + backlog.length(partition)));
    }

    private void writeAll(Deque<Batch> due) throws SQLException {
        while (running && !due.isEmpty()) {
            write(due);
        }
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
        return writer.offset(partition, beginning);
    }

    private void write(Deque<Batch> due) throws SQLException {
        var batch = due.element();
        switch (writer.write(batch)) {
            case DONE -> done(due.remove());
            case DIVIDE -> {
                due.remove();
                batch.halves().reversed().forEach(due::addFirst);
            }
            case OVERTAKEN -> fenced(batch.partition());
        }
    }

    private void done(Batch batch) {
        if (!batch.records().isEmpty()) {
            metrics.reached(batch.partition(), batch.records().getLast().timestamp());
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
        if (backOff.compareTo(PATIENCE) > 0) {
            waitingFor = String.valueOf(why.getMessage());
        }
        LOG.warn("{} waits {} and tries again: {}", sink.name(), backOff, why.getMessage());
    }

    private long unread() {
        return next.keySet().stream().mapToLong(this::unread).sum();
    }

    /** As of the last fetch, which stops while Postgres is away. */
    private long unread(TopicPartition partition) {
        return consumer.currentLag(partition).orElse(0);
    }

    private void forget(TopicPartition partition) {
        next.remove(partition);
        unplaced.remove(partition);
        writer.forget(partition);
        backlog.forget(partition);
        metrics.lag(partition, 0);
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
}
