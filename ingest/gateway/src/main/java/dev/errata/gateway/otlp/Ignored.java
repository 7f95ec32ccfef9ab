package dev.errata.gateway.otlp;

import java.util.Locale;

/** Why Errata keeps nothing of an item. */
enum Ignored {
    /** A log record that tells of no failed call. */
    NO_API_ERROR,
    /** A span of something else than a call of an API. */
    NO_CLIENT_SPAN,
    /** A span around a call whose attempts have spans of their own. */
    NOT_AN_ATTEMPT;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
