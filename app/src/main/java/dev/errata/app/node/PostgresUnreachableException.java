package dev.errata.app.node;

import org.jspecify.annotations.Nullable;

/** A database of Errata does not answer. The message is one line for the user. */
public final class PostgresUnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    PostgresUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
