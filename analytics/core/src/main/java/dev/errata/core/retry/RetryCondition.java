package dev.errata.core.retry;

import java.util.Locale;

/** What clients may do wrong when they try again. */
public enum RetryCondition {
    /** An attempt is made again after an error that no retry mends, as the catalogue has it: never, or after a fix. */
    TERMINAL_RETRIED,
    /** The next attempt comes sooner than the answer's Retry-After asked. */
    RETRY_AFTER_IGNORED,
    /** Many calls wait equally long before they try again, so that they come back together: no jitter. */
    IN_STEP,
    /** A call is tried more often than it should be. */
    TOO_MANY_ATTEMPTS;

    /** As it is written in JSON, labels and columns: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
