package dev.errata.app.node;

import dev.errata.app.config.Setting;
import org.jspecify.annotations.Nullable;

/** Errata cannot start. The message is one line that says what to do about it. */
public final class StartFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StartFailure failure;

    public StartFailedException(StartFailure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    static StartFailedException portInUse(String message, Setting<Integer> port, Throwable cause) {
        return new StartFailedException(
                StartFailure.PORT_IN_USE, message + "; choose another with " + port.flag(), cause);
    }

    public StartFailure failure() {
        return failure;
    }
}
