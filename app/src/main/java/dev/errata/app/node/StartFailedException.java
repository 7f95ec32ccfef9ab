package dev.errata.app.node;

import dev.errata.app.config.Setting;
import dev.errata.embedded.StartException;
import org.jspecify.annotations.Nullable;

/** Errata cannot start. The message is one line that says what to do about it. */
public final class StartFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StartFailure failure;

    public StartFailedException(StartFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    static StartFailedException of(StartException cause) {
        return new StartFailedException(failure(cause.reason()), String.valueOf(cause.getMessage()), cause);
    }

    static StartFailedException portInUse(String message, Setting<Integer> port, Throwable cause) {
        return new StartFailedException(
                StartFailure.PORT_IN_USE, message + "; choose another with " + port.flag(), cause);
    }

    public StartFailure failure() {
        return failure;
    }

    private static StartFailure failure(StartException.Reason reason) {
        return switch (reason) {
            case PORT_IN_USE -> StartFailure.PORT_IN_USE;
            case DATA_DIRECTORY_IN_USE -> StartFailure.DATA_IN_USE;
            case DATA_DIRECTORY_BROKEN -> StartFailure.DATA_BROKEN;
            case DISK_FULL -> StartFailure.DISK_FULL;
            case OTHER -> StartFailure.OTHER;
        };
    }
}
