package dev.errata.app.node;

import org.jspecify.annotations.Nullable;

/** A Kafka cluster does not answer, or lets nobody in. The message is one line for the user. */
public final class KafkaUnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    KafkaUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
