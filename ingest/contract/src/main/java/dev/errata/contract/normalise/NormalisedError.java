package dev.errata.contract.normalise;

import dev.errata.contract.Failure;
import dev.errata.contract.Ids;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, in Errata's words. Immutable.
 *
 * @param provider as the caller named it, else as the answer gives it away
 * @param ids request, provider and task id; the others are the caller's own and null here
 * @param retryAfterMs how long the answer asks to wait
 */
public record NormalisedError(
        @Nullable String provider,
        Failure failure,
        Ids ids,
        @Nullable Long retryAfterMs,
        Meaning meaning) {}
