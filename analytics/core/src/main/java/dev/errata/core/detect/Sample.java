package dev.errata.core.detect;

import java.time.Instant;

/** One value of a series, finite. */
public record Sample(Instant time, double value) {
    public Sample {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value must be finite, not " + value);
        }
    }
}
