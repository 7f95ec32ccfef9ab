package dev.errata.store.sink;

/**
 * What became of records: {@code read = stored + duplicates + deadLettered}; ticks are not counted.
 *
 * @param stored new, or in place of an older value
 * @param duplicates already there
 * @param deadLettered refused, with a reason
 * @param withoutBody of the stored ones, those whose raw body was left out
 */
public record Written(int stored, int duplicates, int deadLettered, int withoutBody) {
    /** Nothing at all. */
    public static final Written NOTHING = new Written(0, 0, 0);

    /** With all that was sent. */
    public Written(int stored, int duplicates, int deadLettered) {
        this(stored, duplicates, deadLettered, 0);
    }

    Written plus(Written other) {
        return new Written(
                stored + other.stored,
                duplicates + other.duplicates,
                deadLettered + other.deadLettered,
                withoutBody + other.withoutBody);
    }
}
