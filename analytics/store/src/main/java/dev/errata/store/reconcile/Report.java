package dev.errata.store.reconcile;

import java.time.Instant;

/**
 * What a reconciliation did.
 *
 * @param from start of the first window that was compared
 * @param to end of the last; not after {@code from} where nothing could be compared
 * @param compared how many numbers were compared: one for each series, window and count, and for each sum by
 *     minute, hour and packed day
 * @param events stored events in these windows, and those that went with the day in their id while their window is kept
 * @param requests attempts by the recorded totals
 * @param totalsFrom start of the first window whose totals could be compared: of those before, the topic has not all
 *     records any more
 * @param differences how many numbers differed
 * @param missing by how much they were too small, or too large, all together
 * @param repaired whether they are right now
 */
public record Report(
        Instant from,
        Instant to,
        long compared,
        long events,
        long requests,
        Instant totalsFrom,
        long differences,
        long missing,
        boolean repaired) {}
