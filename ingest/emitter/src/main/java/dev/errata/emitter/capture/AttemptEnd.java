package dev.errata.emitter.capture;

/** How an attempt came to its end. */
enum AttemptEnd {
    SUCCEEDED,
    FAILED,
    /** The application did not want it any more: neither good nor bad. */
    CANCELLED,
    /** Nothing went out: it does not count at all. */
    NOT_SENT
}
