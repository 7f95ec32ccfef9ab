package dev.errata.emitter;

/**
 * What to add to the totals.
 *
 * @param requests attempts, failed ones too
 * @param calls logical calls that have ended, each of one or more attempts
 * @param callsFailed those of them whose last attempt failed
 * @param callsRescued those of them that succeeded after at least one failure
 */
public record Tally(long requests, long calls, long callsFailed, long callsRescued) {}
