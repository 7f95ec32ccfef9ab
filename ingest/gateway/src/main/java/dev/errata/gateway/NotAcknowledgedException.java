package dev.errata.gateway;

import org.jspecify.annotations.Nullable;

/** The log is away, or too slow. */
public final class NotAcknowledgedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean maybeAppended;

    /**
     * A batch that cannot be answered for.
     *
     * @param maybeAppended whether some of the batch may be in the log all the same
     */
    public NotAcknowledgedException(boolean maybeAppended, @Nullable Throwable cause) {
        super(cause);
        this.maybeAppended = maybeAppended;
    }

    /** False where it is certain that nothing was appended, so that the next send is a first one. */
    public boolean maybeAppended() {
        return maybeAppended;
    }
}
