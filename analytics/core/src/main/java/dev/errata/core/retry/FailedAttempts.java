package dev.errata.core.retry;

import dev.errata.contract.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Failed attempts that are alike, counted.
 *
 * @param error what failed; the message is that of any of them
 * @param limitKind which limit was hit, where the sender knew
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
        @Nullable Heeded heeded,
        boolean retried,
        long failures,
        long identified,
        long calls,
        long beyond) {}
