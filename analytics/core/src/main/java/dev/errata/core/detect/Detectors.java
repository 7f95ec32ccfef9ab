package dev.errata.core.detect;

import dev.errata.core.detect.CountParameters.Exposure;
import java.time.Duration;
import java.util.List;

/** All detectors, each with its defaults. To add one: a class, its line here and a subclass of the contract suite. */
public final class Detectors {
    private static final Duration BIN = Duration.ofSeconds(10);

    /** In no particular order. */
    public static final List<Detector<?, ?>> ALL =
            List.of(new CountDetector(CountParameters.of(BIN, Exposure.REQUESTS)), new ValueDetector());

    private Detectors() {}
}
