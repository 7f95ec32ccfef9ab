package dev.errata.core.ticket;

import dev.errata.contract.normalise.Meaning;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the errors that a ticket is about: failures with the same fingerprint.
 *
 * @param example one of them; where any has its body, one that has
 * @param count how many of the ticket's failures are of it
 * @param meaning what the catalogue says
 * @param near how many alike within {@link #NEAR} of the example
 * @param day how many alike within {@link #HALF_A_DAY} of it
 * @param rate the error rate of its model and code within {@link #NEAR}; empty where nothing was counted
 */
public record FailureKind(
        Recorded example, int count, Meaning meaning, Alike near, Alike day, Optional<ErrorRate> rate) {
    /** Near the failure. */
    public static final Duration NEAR = Duration.ofMinutes(15);

    /** On either side, so that it is a day altogether. */
    public static final Duration HALF_A_DAY = Duration.ofHours(12);
}
