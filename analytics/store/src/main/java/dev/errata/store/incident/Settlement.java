package dev.errata.store.incident;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of an attempt to tell something. */
public sealed interface Settlement {
    /** It was told, and that was all. */
    record Told() implements Settlement {}

    /**
     * It was told, and will be again.
     *
     * @param next in how long
     * @param closingUntil until when its end is told; null while it goes on
     * @param silencedUntil the snooze that the receiver knows of; null: none
     */
    record Repeat(
            Duration next,
            @Nullable Instant closingUntil,
            @Nullable Instant silencedUntil) implements Settlement {}

    /**
     * It was not told.
     *
     * @param next in how long to try again
     * @param error for people
     */
    record Failed(Duration next, String error) implements Settlement {}

    /** It need not be told any more. */
    record Superseded() implements Settlement {}

    /**
     * It was tried for too long.
     *
     * @param error the last one, for people
     */
    record GivenUp(String error) implements Settlement {}
}
