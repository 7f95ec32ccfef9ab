package dev.errata.store.sink;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Reason;
import dev.errata.contract.Topics;
import dev.errata.core.Verdict;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the sinks see in a record. */
final class RawRecords {
    private RawRecords() {}

    static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Topics.TICK_HEADER) != null;
    }

    static Verdict.Raw raw(ConsumerRecord<byte[], byte[]> record, RawTopics topics) {
        var resend = record.headers().lastHeader(Topics.RESEND_HEADER) != null;
        return new Verdict.Raw(record.value(), resend, appended(record), topics.projectOf(record.topic()));
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
