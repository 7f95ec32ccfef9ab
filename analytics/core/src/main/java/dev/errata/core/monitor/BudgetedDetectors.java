package dev.errata.core.monitor;

import dev.errata.core.detect.CountDetector;
import dev.errata.core.detect.CountParameters;
import dev.errata.core.detect.CountParameters.Exposure;
import dev.errata.core.policy.Rules;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The detectors of a project, whose series share a budget of false pages. */
final class BudgetedDetectors {
    private static final Duration BIN = Duration.ofSeconds(Watched.BIN);

    private final Rules rules;
    private final Map<Exposure, CountDetector> detectors = new EnumMap<>(Exposure.class);
    private int sharedBy;

    BudgetedDetectors(Rules rules) {
        this.rules = rules;
    }

    /** For one of so many series, counted in powers of two: a further one should not move every threshold. */
    CountDetector of(boolean byRequests, int series) {
        var share = Integer.highestOneBit(Math.max(1, series) * 2 - 1);
        if (share != sharedBy) {
            sharedBy = share;
            detectors.clear();
        }
        return detectors.computeIfAbsent(byRequests ? Exposure.REQUESTS : Exposure.SECONDS, this::detector);
    }

    private CountDetector detector(Exposure exposure) {
        return new CountDetector(new CountParameters(
                BIN,
                exposure,
                CountParameters.budget(rules.falsePagesPerWeek(), sharedBy),
                rules.minErrors(),
                rules.minRatio(),
                CountParameters.of(BIN, exposure).burst()));
    }
}
