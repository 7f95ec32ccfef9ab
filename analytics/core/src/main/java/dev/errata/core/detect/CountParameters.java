package dev.errata.core.detect;

import java.time.Duration;

/**
 * How a {@link CountDetector} judges.
 *
 * @param bin length of a bin: whole seconds that divide 10 min
 * @param exposure what the observations measure exposure in
 * @param falseAlarmsPerDay budget of one series, in (0, 1); see {@link #budget}; default 0.005
 * @param minErrors fewer in a window are never an alarm, nor is a smaller excess over what was expected; default 5
 * @param minRatio less than so many times the expected errors is never an alarm; above 1, default 2
 * @param burst one client's retries last no longer: what is shorter fires only when others see it, too; default 30 s
 */
public record CountParameters(
        Duration bin, Exposure exposure, double falseAlarmsPerDay, int minErrors, double minRatio, Duration burst) {
    private static final Duration BLOCK = Duration.ofMinutes(10);
    private static final double DEFAULT_BUDGET = 0.005;
    private static final double MOST_PER_DAY = 0.9;
    private static final double LEAST_PER_DAY = 1e-9;
    private static final int DAYS_A_WEEK = 7;

    /** What could have failed is measured in requests or, where nobody counts them, in time. */
    public enum Exposure {
        REQUESTS,
        SECONDS
    }

    public CountParameters {
        if (bin.toSeconds() < 1 || bin.toNanosPart() != 0 || BLOCK.toSeconds() % bin.toSeconds() != 0) {
            throw new IllegalArgumentException("bin must be whole seconds that divide 10 min, not " + bin);
        }
        if (!(falseAlarmsPerDay > 0 && falseAlarmsPerDay < 1)) {
            throw new IllegalArgumentException("falseAlarmsPerDay must be in (0, 1), not " + falseAlarmsPerDay);
        }
        if (minErrors < 1 || !(minRatio > 1)) {
            throw new IllegalArgumentException("minErrors must be at least 1 and minRatio above 1");
        }
        if (burst.isNegative()) {
            throw new IllegalArgumentException("burst must not be negative, not " + burst);
        }
    }

    /** The defaults for that bin. */
    public static CountParameters of(Duration bin, Exposure exposure) {
        return new CountParameters(bin, exposure, DEFAULT_BUDGET, 5, 2, Duration.ofSeconds(30));
    }

    /** The same with another budget. */
    public CountParameters withBudget(double perDay) {
        return new CountParameters(bin, exposure, perDay, minErrors, minRatio, burst);
    }

    /** Whether so many errors are enough for an alarm where that was expected. */
    boolean isNotable(long errors, double mean) {
        return errors >= minErrors && errors - mean >= minErrors && errors >= minRatio * mean;
    }

    /** What is left for a series a day where so many series together may raise so many false pages a week. */
    public static double budget(double falsePagesPerWeek, int series) {
        return Math.clamp(falsePagesPerWeek / DAYS_A_WEEK / Math.max(1, series), LEAST_PER_DAY, MOST_PER_DAY);
    }
}
