package dev.errata.store.sink;

import java.time.Duration;

/**
 * When a sender's breaker opens and closes. Counts are of that sender's records on one partition, in the log's order; time
 * is the log's, never a clock's.
 *
 * @param maxConsecutive so many refused in a row open it; default 100
 * @param window over so many records the ratio is taken; default 1,000
 * @param maxRatio more than this share of a window refused opens it; default 0.5
 * @param goodToClose so many good ones in a row close it; default 100
 * @param quiet so long without a refused one closes it; default 1 min
 */
public record BreakerRules(int maxConsecutive, int window, double maxRatio, int goodToClose, Duration quiet) {
    /** The defaults. */
    public static final BreakerRules DEFAULT = new BreakerRules(100, 1_000, 0.5, 100, Duration.ofMinutes(1));

    public BreakerRules {
        if (maxConsecutive < 1 || window < 1 || goodToClose < 1 || !(maxRatio > 0 && maxRatio <= 1)) {
            throw new IllegalArgumentException("counts must be positive, the ratio more than 0 and at most 1");
        }
    }
}
