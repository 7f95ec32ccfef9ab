package dev.errata.core.monitor;

/** What a {@link Monitor} keeps no more than so much of, besides series. */
public enum Bounded {
    /** A project with all that is known of it. */
    PROJECT,
    /** A name that errors have, such as a code or a model, and when it was first seen. */
    NAME,
    /** A version of an application. */
    VERSION,
    /** What a source says of its calls in a window. */
    TOTAL,
    /** A slice of calls that series are held against. */
    SLICE,
    /** What usually is under a key. */
    USUAL
}
