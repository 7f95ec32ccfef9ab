package dev.errata.bench;

/**
 * How one of ours compares to the baseline. The ratio is taken round by round, since only what ran side by side can be
 * compared.
 *
 * @param benchmark the name of ours
 * @param baseline what it is compared with
 * @param unit of both rates
 * @param ours median rate
 * @param theirs median rate of the baseline
 * @param ratio median of the rounds' ratios, ours by theirs
 * @param minRatio the worst round's
 * @param maxRatio the best round's
 * @param runs how many rounds
 */
public record Comparison(
        String benchmark,
        String baseline,
        String unit,
        double ours,
        double theirs,
        double ratio,
        double minRatio,
        double maxRatio,
        int runs) {}
