package dev.errata.emitter.internal;

/** What became of one message that was sent. */
public enum Fate {
    /** It is in Kafka. */
    STORED,
    /** It will never be accepted. */
    REJECTED,
    /** It is certainly not in Kafka; to be sent again as if for the first time. */
    NOT_STORED,
    /** Nobody can tell; to be sent again as a resend. */
    UNKNOWN;

    /** Whether the message is not to be sent again. */
    public boolean isFinal() {
        return this == STORED || this == REJECTED;
    }
}
