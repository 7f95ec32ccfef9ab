package dev.errata.core.incident;

/** What an incident is. */
public enum Kind {
    /** More errors than usual. */
    SPIKE,
    /** Errors of a code that the project has never had before. */
    NEW_CODE,
    /** A part of the log cannot be read or tells no time: nothing is known of what happens there. */
    BLINDNESS
}
