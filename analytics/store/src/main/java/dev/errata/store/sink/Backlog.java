package dev.errata.store.sink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What was read and is not written yet, the stretches of each partition joined to one. Touched by the worker's thread only. */
final class Backlog {
    private final Batching rules;
    private final Map<TopicPartition, Growing> growing = new LinkedHashMap<>();

    /** Not to be joined any more: being written, or what is left of one that was halved. */
    private final Deque<Batch> due = new ArrayDeque<>();

    private long bytes;
    private long since;

    Backlog(Batching rules) {
        this.rules = rules;
    }

    private static final class Growing {
        private final long from;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private long to;

        private Growing(long from) {
            this.from = from;
        }
    }

    /** Adds the next stretch of its partition. */
    void add(Batch stretch, long now) {
        if (isEmpty()) {
            since = now;
        }
        var grown = growing.computeIfAbsent(stretch.partition(), _ -> new Growing(stretch.from()));
        grown.records.addAll(stretch.records());
        grown.to = stretch.to();
        for (var record : stretch.records()) {
            bytes += size(record);
        }
    }

    boolean isEmpty() {
        return growing.isEmpty() && due.isEmpty();
    }

    /** How long a poll may wait for more. */
    Duration room(long now, long lag, Duration longest) {
        if (isEmpty()) {
            return longest;
        }
        var left = limit(lag).minusNanos(now - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether it is time to write. */
    boolean isDue(long now, long lag) {
        return !due.isEmpty()
                || bytes >= rules.bytes()
                || growing.values().stream().anyMatch(grown -> grown.records.size() >= rules.rows())
                || (!growing.isEmpty() && now - since >= limit(lag).toNanos());
    }

    /** Nothing joins what is here already. */
    void close() {
        growing.forEach((partition, grown) -> due.add(new Batch(partition, grown.from, grown.to, grown.records)));
        growing.clear();
        bytes = 0;
    }

    /** What is to be written next, of those that were closed. */
    Deque<Batch> due() {
        return due;
    }

    void forget(TopicPartition partition) {
        growing.remove(partition);
        due.removeIf(batch -> batch.partition().equals(partition));
    }

    /** How many offsets of the partition. */
    long length(TopicPartition partition) {
        var grown = growing.get(partition);
        var closed = due.stream()
                .filter(batch -> batch.partition().equals(partition))
                .mapToLong(Batch::length)
                .sum();
        return closed + (grown == null ? 0 : grown.to - grown.from);
    }

    private Duration limit(long lag) {
        return lag >= rules.lagging() ? rules.patience() : rules.linger();
    }

    private static int size(ConsumerRecord<byte[], byte[]> record) {
        return Math.max(record.serializedKeySize(), 0) + Math.max(record.serializedValueSize(), 0);
    }
}
