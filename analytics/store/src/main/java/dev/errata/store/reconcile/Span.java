package dev.errata.store.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Whole windows, one after the other.
 *
 * @param from start of the first
 * @param to end of the last
 */
record Span(Instant from, Instant to) {
    /** As much as is compared, and put right, at once: what differs in it is held in memory. */
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);

    /** The same by UTC days, of which the first and the last may be less than whole. */
    Stream<Span> days() {
        return parts(DAY);
    }

    /** The same by hours of the clock, of which the first and the last may be less than whole. */
    Stream<Span> hours() {
        return parts(HOUR);
    }

    private Stream<Span> parts(Duration length) {
        return Stream.iterate(from, to::isAfter, start -> next(start, length)).map(start -> {
            var next = next(start, length);
            return new Span(start, next.isBefore(to) ? next : to);
        });
    }

    private static Instant next(Instant time, Duration length) {
        var second = time.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second, length.toSeconds()) + length.toSeconds());
    }
}
