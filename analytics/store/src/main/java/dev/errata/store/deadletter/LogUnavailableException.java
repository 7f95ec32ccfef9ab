package dev.errata.store.deadletter;

/** Kafka does not answer, or has not acknowledged; the same again later may do better, and does no harm. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what Kafka's client said. */
    public LogUnavailableException(Throwable cause) {
        super(cause);
    }
}
