package dev.errata.app.client;

import java.net.URI;

/** No Errata answers at the address, or none that makes sense. The message is one line for the user. */
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreachableException(URI server, String problem, Throwable cause) {
        super("no Errata answers at %s: %s".formatted(server, problem), cause);
    }
}
