package dev.errata.core.incident;

/** How an incident stands. */
public enum State {
    /** It goes on. */
    OPEN,
    /** No series is above normal any more; it ends if that stays so. */
    RECOVERING,
    /** It has ended; a later one has another id. */
    RESOLVED
}
