package dev.errata.streams;

/** When combined counts leave for the cube. */
enum Flushing {
    /** Before the commit that covers their events: exact, whatever happens. */
    BEFORE_COMMIT,

    /** With each tick, and not for a commit's sake: a crash loses counts. For tests, which must notice. */
    ON_TICK,

    /** With each tick, where nothing is ever committed and records come one by one. */
    VIRTUAL_TIME
}
