package dev.errata.bench;

/**
 * How much to measure.
 *
 * @param warmUps rounds that are run and not counted, at least 1
 * @param rounds rounds that count, at least 1
 * @param units of work in each round of each contender, a hint that a benchmark may scale
 */
public record Effort(int warmUps, int rounds, int units) {
    /** What a figure may be quoted from. */
    public static final Effort FULL = new Effort(2, 7, 500_000);

    /** Shows that everything runs, in less than a minute; its figures are worth little. */
    public static final Effort QUICK = new Effort(1, 5, 50_000);

    public Effort {
        if (warmUps < 1 || rounds < 1 || units < 1) {
            throw new IllegalArgumentException("warmUps, rounds and units must be at least 1");
        }
    }
}
