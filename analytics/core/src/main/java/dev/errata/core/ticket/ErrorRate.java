package dev.errata.core.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many attempts of a model failed with a code in some time, and of how many.
 *
 * @param errors failures of that model, code and status
 * @param requests attempts of that model; null where no totals came, which is not the same as none
 * @param isCovered whether so many of the errors come from where calls are counted that a rate means something
 */
public record ErrorRate(
        Instant from, Instant to, long errors, @Nullable Long requests, boolean isCovered) {

    /** Which part failed; null where it is unknown. */
    public @Nullable Double rate() {
        return !isCovered || requests == null || requests == 0 || errors > requests ? null : (double) errors / requests;
    }
}
