package dev.errata.store.sink;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Reason;
import dev.errata.contract.Topics;
import dev.errata.core.Verdict;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the sinks see in a record. */
public final class RawRecords {
    private RawRecords() {}

    /** Whether it is there for its append time only. */
    public static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Topics.TICK_HEADER) != null;
    }

    static boolean isResend(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Topics.RESEND_HEADER) != null;
    }

    /** What the verdict wants to know of it. */
    public static Verdict.Raw raw(ConsumerRecord<byte[], byte[]> record, RawTopics topics) {
        return new Verdict.Raw(record.value(), isResend(record), appended(record), topics.projectOf(record.topic()));
    }

    static byte[] value(ConsumerRecord<byte[], byte[]> record) throws InvalidRecordException {
        if (record.value() == null) {
            throw new InvalidRecordException(Reason.MALFORMED, null, "a record without a value");
        }
        return record.value();
    }

    static Instant appended(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }
}
