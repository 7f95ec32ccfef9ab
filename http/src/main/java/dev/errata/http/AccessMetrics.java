package dev.errata.http;

import java.util.Locale;

/** Counts the requests that were not let in. Safe from any thread. */
@FunctionalInterface
public interface AccessMetrics {
    /** Counts nothing. */
    AccessMetrics NOOP = denial -> {};

    void denied(Denial denial);

    /** Why. */
    enum Denial {
        /** There was no token, or something else than one. */
        NO_TOKEN,
        /** Unknown, of another secret, revoked or expired. */
        BAD_TOKEN,
        /** A token in the address: it is in logs now, and should be revoked. */
        TOKEN_IN_URL,
        /** More than one {@code Authorization}. */
        TWO_HEADERS,
        /** A good token without the scope. */
        SCOPE,
        /** Too many failures of one address. */
        TOO_MANY,
        /** Nobody could say whether the token is good. */
        UNAVAILABLE;

        /** Its name in metrics. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
