package dev.errata.core.detect;

/** How a series stands after an observation. */
public enum Signal {
    /** As expected. */
    NORMAL,
    /** Too much to be chance, but one client's burst of retries would explain it. */
    SUSPECTED,
    /** An alarm begins here. */
    RAISED,
    /** The alarm goes on. */
    FIRING,
    /** The alarm goes on, though its last two minutes are normal. */
    WANING,
    /** The alarm ends here. */
    CLEARED
}
