package dev.errata.app.node;

import dev.errata.app.config.PostgresAddress;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database of Errata does not answer. The message is one line for the user. */
public final class PostgresUnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    PostgresUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static PostgresUnreachableException of(PostgresAddress address, SQLException failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return new PostgresUnreachableException(
                "Postgres at " + address + " cannot be used: " + cause.getMessage(), failure);
    }
}
