package dev.errata.core;

import dev.errata.contract.TrafficRecord;
import dev.errata.contract.scan.EventScanner;
import java.time.Duration;

/**
 * What {@link Verdict} says of the times of an event, in numbers and without an object: for events that a scanner has
 * read, and that bear no resend marker. Safe from any thread.
 */
public final class ScannedTimes {
    private static final long MILLI_MICROS = 1_000;
    private static final long SECOND_MICROS = 1_000_000;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long WINDOW_MICROS = TrafficRecord.WINDOW.toSeconds() * SECOND_MICROS;
    private static final long AHEAD_MICROS = TimeRules.MAX_AHEAD.toMillis() * MILLI_MICROS;

    private final int retentionDays;
    private final long graceMicros;

    /** By these rules. */
    public ScannedTimes(TimeRules rules) {
        this.retentionDays = rules.retentionDays();
        this.graceMicros = rules.grace().toMillis() * MILLI_MICROS;
    }

    /** Whether the verdict would be {@link Verdict.Counted}. */
    public boolean isCounted(EventScanner event, long appendedMillis) {
        var day = Math.floorDiv(event.idMillis(), DAY_MILLIS);
        var today = Math.floorDiv(appendedMillis, DAY_MILLIS);
        var kept = day >= today - retentionDays && day <= today + TimeRules.DAYS_AHEAD;
        var end = windowMicros(timeMicros(event, appendedMillis)) + WINDOW_MICROS;
        return kept && appendedMillis * MILLI_MICROS <= end + graceMicros;
    }

    /** The event's time, clamped; in microseconds since 1970. */
    public long timeMicros(EventScanner event, long appendedMillis) {
        var time = event.timeMicros();
        var appended = appendedMillis * MILLI_MICROS;
        var ahead = time > appended + AHEAD_MICROS;
        var behind = time < appended - retentionDays * DAY_MILLIS * MILLI_MICROS;
        return ahead || behind ? appended : time;
    }

    /** Start of the window that holds the time, both in microseconds since 1970. */
    public static long windowMicros(long timeMicros) {
        return timeMicros - Math.floorMod(timeMicros, WINDOW_MICROS);
    }
}
