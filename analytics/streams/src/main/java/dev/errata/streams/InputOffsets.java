package dev.errata.streams;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Watches that no record of one input partition is passed over. What is processed has to begin where the group's
 * committed offset says, each record has to follow the one before, and a commit may claim what was processed and no more.
 * Offsets that hold no record are passed over rightly: markers of transactions, and records of those that were aborted.
 * They are told from others by what the consumer did: it went from its position to the next one without showing a
 * record there.
 *
 * <p>One thread: that of the consumer, which is also the processors'.
 */
final class InputOffsets {
    private static final long UNKNOWN = -1;

    private final TopicPartition partition;

    /** Stretches without a record, that is from the first offset up to the second, at or after the one expected. */
    private final Deque<Gap> gaps = new ArrayDeque<>();

    /** Whether the group has ever committed here. */
    private boolean hasCommit;

    /** Of the next record to be processed. */
    private long expected = UNKNOWN;

    /** Of the next record to be fetched. */
    private long position = UNKNOWN;

    /** Whether the consumer has chosen its position by itself, which is by the committed offset. */
    private boolean isAtCommit = true;

    private record Gap(long from, long to) {}

    InputOffsets(TopicPartition partition) {
        this.partition = partition;
    }

    /** A task starts, or starts again, at the committed offset; null if there is none. */
    void start(@Nullable Long committed) {
        hasCommit = committed != null;
        if (committed != null) {
            expected = committed;
        }
    }

    /** The consumer was moved to an offset. */
    void moved(long offset) {
        gaps.clear();
        position = offset;
        isAtCommit = false;
    }

    /** The consumer was moved to the end or the beginning of the log, wherever that is. */
    void movedAway() {
        moved(UNKNOWN);
        if (!hasCommit) {
            expected = UNKNOWN;
        }
    }

    /** The consumer has shown these records and stands at the next offset. */
    void fetched(List<? extends ConsumerRecord<?, ?>> records, long next) {
        var first = records.isEmpty() ? next : records.getFirst().offset();
        if (expected == UNKNOWN) {
            expected = first;
        }
        if (position == UNKNOWN || first < position) {
            position = isAtCommit ? 0 : first;
        }
        if (next - position != records.size()) {
            for (var record : records) {
                pass(record.offset());
                position = record.offset() + 1;
            }
            pass(next);
        }
        position = next;
        isAtCommit = true;
    }

    private void pass(long offset) {
        if (offset > position) {
            var last = gaps.peekLast();
            var follows = last != null && last.to == position;
            gaps.add(new Gap(follows ? gaps.removeLast().from : position, offset));
        }
    }

    /**
     * The record at the offset is processed now.
     *
     * @throws SkippedRecordsException if that is not the next one
     */
    void process(long offset) {
        if (offset != expected && expected != UNKNOWN) {
            requireEmpty(offset);
        }
        expected = offset + 1;
    }

    /**
     * The group is about to commit the offset: all before it counts as processed.
     *
     * @throws SkippedRecordsException if it was not
     */
    void commit(long offset) {
        if (offset != expected) {
            requireEmpty(offset);
        }
        hasCommit = true;
    }

    private void requireEmpty(long offset) {
        while (!gaps.isEmpty() && gaps.getFirst().to <= expected) {
            gaps.removeFirst();
        }
        var gap = gaps.peekFirst();
        if (gap == null || gap.from > expected || gap.to < offset || offset < expected) {
            throw new SkippedRecordsException(partition, expected, offset);
        }
    }
}
