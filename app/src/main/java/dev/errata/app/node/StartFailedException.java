package dev.errata.app.node;

import org.jspecify.annotations.Nullable;

/** Errata cannot start. The message is one line that says what to do about it. */
public final class StartFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StartFailure failure;

    public StartFailedException(StartFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    public StartFailure failure() {
        return failure;
    }
}
