package dev.errata.core.ticket;

import dev.errata.core.retry.Heeded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One failed attempt in the story of its call.
 *
 * @param sincePrevious from the failure before to this one; null for the first
 * @param waited from the failure before until this attempt was sent; null where that is not known, since nobody measured
 *     how long the attempt took
 * @param missingBefore how many attempts between the two are numbered and not recorded
 * @param heeded whether whoever called waited as long as this answer asked for; null where it asked for nothing
 */
public record Try(
        Recorded failed,
        @Nullable Duration sincePrevious,
        @Nullable Duration waited,
        int missingBefore,
        @Nullable Heeded heeded) {}
