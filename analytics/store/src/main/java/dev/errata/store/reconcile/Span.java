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

    /** The same in parts of an hour, the last one shorter. */
    Stream<Span> hours() {
        return Stream.iterate(from, to::isAfter, start -> start.plus(HOUR)).map(start -> new Span(start, end(start)));
    }

    private Instant end(Instant start) {
        var end = start.plus(HOUR);
        return end.isBefore(to) ? end : to;
    }
}
