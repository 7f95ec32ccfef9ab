package dev.errata.core.detect;

import java.time.Duration;

/**
 * What a detector says of an observation.
 *
 * @param signal how the series stands
 * @param score how unusual it is; for counts -log10 of the probability that all is normal; 0 where nothing stands out
 * @param observed in the window that stands out most
 * @param expected in it
 * @param window its length, ending with the observation
 */
public record Finding(Signal signal, double score, double observed, double expected, Duration window) {
    /** Nothing to say. */
    static final Finding NONE = new Finding(Signal.NORMAL, 0, 0, 0, Duration.ZERO);

    Finding as(Signal other) {
        return new Finding(other, score, observed, expected, window);
    }
}
