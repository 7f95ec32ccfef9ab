package dev.errata.contract;

import org.jspecify.annotations.Nullable;

/** A record that is not what the contract says. The message is meant for the sender and never quotes the value. */
public final class InvalidRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable String field;

    /**
     * A refusal of one record.
     *
     * @param field the JSON field at fault; null where it is the record as a whole
     */
    public InvalidRecordException(Reason reason, @Nullable String field, String message) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    public @Nullable String field() {
        return field;
    }
}
