package dev.errata.core.retry;

/** What became of a Retry-After. */
public enum Heeded {
    /** Whoever called waited as long. */
    YES,
    /** The next attempt came sooner. */
    NO,
    /** Nothing is recorded that would tell. */
    UNKNOWN
}
