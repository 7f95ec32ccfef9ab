package dev.errata.core.retry;

import dev.errata.contract.Failure;
import dev.errata.core.ticket.Try.Heeded;
import org.jspecify.annotations.Nullable;

/**
 * Failed attempts that are alike, counted.
 *
 * @param error what failed; the message is that of any of them
 * @param limitKind which limit was hit, where the sender knew
 * @param number which attempt of its call each was, from 1
 * @param slot how long the client waited before the next attempt, coarsely: see {@link InStep}; null where that is not
 *     known, where none followed, and where the answer said how long to wait
 * @param heeded whether it waited as long as Retry-After asked; null where nothing was asked or none followed
 * @param retried whether another attempt followed, failed or not
 * @param failures how many attempts
 * @param identified how many of them have a call id; what follows is known of them alone
 * @param calls how many calls have their first of these failures here
 * @param beyond how many calls have with these made more attempts than they should
 */
public record FailedAttempts(
        Failure error,
        @Nullable String limitKind,
        int number,
        @Nullable Integer slot,
        @Nullable Heeded heeded,
        boolean retried,
        long failures,
        long identified,
        long calls,
        long beyond) {}
