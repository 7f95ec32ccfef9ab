package dev.errata.streams;

import org.apache.kafka.common.KafkaException;

/**
 * Nobody knows whether a commit went through. Kafka Streams would start the tasks anew within the thread, and they were
 * seen to commit what they had fetched and not processed; so this is no time-out any more and ends the thread.
 */
final class UnknownCommitException extends KafkaException {
    private static final long serialVersionUID = 1L;

    UnknownCommitException(Throwable timeout) {
        super("no answer to a commit", timeout);
    }
}
