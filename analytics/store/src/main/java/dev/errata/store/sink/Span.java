package dev.errata.store.sink;

import dev.errata.store.deadletter.Sender;
import dev.errata.store.sink.DeadLetters.Letter;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The row that an open breaker's refused records share.
 *
 * @param first offset of its first record
 * @param storedLast the last offset that the table has for it; -1 where it has no such row yet
 * @param letter why the first was refused
 */
record Span(
        Sender sender,
        long first,
        long last,
        long storedLast,
        long records,
        Instant firstAt,
        Instant lastAt,
        Letter letter) {
    /** The widest: a replay reads all that lies between. */
    static final long MAX_WIDTH = 100_000;

    private static final long MAX_RECORDS = 10_000;
    private static final long NOT_STORED = -1;

    static Span of(Sender sender, ConsumerRecord<byte[], byte[]> record, Letter letter) {
        var at = RawRecords.appended(record);
        return new Span(sender, record.offset(), record.offset(), NOT_STORED, 1, at, at, letter);
    }

    boolean hasRoomFor(ConsumerRecord<byte[], byte[]> record) {
        return records < MAX_RECORDS && record.offset() - first < MAX_WIDTH;
    }

    Span with(ConsumerRecord<byte[], byte[]> record) {
        var at = RawRecords.appended(record);
        return new Span(sender, first, record.offset(), storedLast, records + 1, firstAt, at, letter);
    }

    Span stored() {
        return new Span(sender, first, last, last, records, firstAt, lastAt, letter);
    }

    boolean isStored() {
        return storedLast != NOT_STORED;
    }
}
