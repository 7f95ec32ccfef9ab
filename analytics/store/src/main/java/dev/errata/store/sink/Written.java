package dev.errata.store.sink;

/**
 * What became of records: {@code read = stored + duplicates + deadLettered}; ticks are not counted.
 *
 * @param stored new, or in place of an older value
 * @param duplicates already there
 * @param deadLettered refused, with a reason
 */
public record Written(int stored, int duplicates, int deadLettered) {
    /** Nothing at all. */
    public static final Written NOTHING = new Written(0, 0, 0);
}
