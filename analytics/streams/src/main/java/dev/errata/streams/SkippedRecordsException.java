package dev.errata.streams;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Records were about to be passed over, or processed twice. Ends the thread before anything of it is committed; the one
 * that takes its place begins at the committed offset. If that is gone from the log, so are records that nobody has
 * counted, and this comes again and again until the topology stops.
 */
final class SkippedRecordsException extends KafkaException {
    private static final long serialVersionUID = 1L;

    SkippedRecordsException(TopicPartition partition, long expected, long found) {
        super("the next record of " + partition + " should have offset " + expected + ", not " + found
                + "; if the log no longer has it, set the offsets of the group " + StreamNames.APPLICATION
                + " to what there is, and know that the records between were not counted");
    }
}
