package dev.errata.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A server that could not be started. The message is one line that names the port or directory in question, fit to be
 * shown to whoever typed the command; {@link #reason()} is for exit codes.
 */
public final class StartException extends RuntimeException {

    /** What the user has to do something about. */
    public enum Reason {
        /** Another process listens on the wanted port. */
        PORT_IN_USE,
        /** Another live process works on the same data directory. */
        DATA_DIRECTORY_IN_USE,
        /** The directory's content cannot be used: damaged, of another version, or not ours to write. */
        DATA_DIRECTORY_BROKEN,
        /** No space left on the data directory's device. */
        DISK_FULL,
        /** Anything else; the cause or the server's log has the details. */
        OTHER
    }

    private static final String NO_SPACE = "No space left on device";

    private final Reason reason;

    StartException(Reason reason, String message) {
        this(reason, message, null);
    }

    StartException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Wraps a failure of the file system or of a server; a full disk is recognised, the rest is {@code otherwise}. */
    static StartException of(Reason otherwise, String message, Throwable cause) {
        return new StartException(tellsOfFullDisk(cause) ? Reason.DISK_FULL : otherwise, message + ": " + cause, cause);
    }

    static boolean tellsOfFullDisk(String text) {
        return text.contains(NO_SPACE);
    }

    private static boolean tellsOfFullDisk(@Nullable Throwable failure) {
        return failure != null && (tellsOfFullDisk(failure.toString()) || tellsOfFullDisk(failure.getCause()));
    }

    /** What kind of failure this is. */
    public Reason reason() {
        return reason;
    }
}
