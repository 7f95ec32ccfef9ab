package dev.errata.app.node;

/** Something that is needed has not caught up in time. The message is one line for the user. */
public final class NotSettledException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSettledException(String message) {
        super(message);
    }
}
