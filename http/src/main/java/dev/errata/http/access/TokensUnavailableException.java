package dev.errata.http.access;

import org.jspecify.annotations.Nullable;

/** Nobody can say now whether a token is good. Nothing is wrong with the request: it may be sent again. */
public final class TokensUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TokensUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
