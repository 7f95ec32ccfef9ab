package dev.errata.core;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.errata.contract.EventIds;
import dev.errata.contract.Reason;
import dev.errata.contract.TrafficRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Which times are believed. Every rule measures a client's clock against the append time that the broker gave the
 * record, so that the same log gives the same answers whenever it is read.
 *
 * <p>They belong to the topic, not to a process: all that read it must agree on them.
 *
 * @param grace how long after its end a window still takes events by the topology; default 10 min
 * @param retentionDays how many days of events are kept, counted back from the day of appending; default 30
 */
public record TimeRules(Duration grace, int retentionDays) {
    /** Grace 10 min, retention 30 days. */
    public static final TimeRules DEFAULT = new TimeRules(Duration.ofMinutes(10), 30);

    /** How far ahead of the broker a client's clock is believed. */
    public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    /** Days after the day of appending that have a partition. */
    public static final int DAYS_AHEAD = 2;

    /** How long after its end a window is judged. */
    public static final Duration JUDGED_AFTER = Duration.ofSeconds(1);

    /** The window of events that came too late to be judged. */
    public static final long NOT_JUDGED = Long.MIN_VALUE;

    /** More than most clocks are wrong by, and less than a spool takes to make a flood. */
    private static final Duration MOST_LATE = Duration.ofMinutes(1);

    private static final long WINDOW_SECONDS = TrafficRecord.WINDOW.toSeconds();
    private static final long MILLI_MICROS = 1_000;
    private static final long SECOND_MILLIS = 1_000;
    private static final long SECOND_MICROS = SECOND_MILLIS * MILLI_MICROS;
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    public TimeRules {
        if (grace.compareTo(TrafficRecord.WINDOW) < 0) {
            throw new IllegalArgumentException("grace must be at least one window of 10 s, not " + grace);
        }
        if (retentionDays < 1) {
            throw new IllegalArgumentException("retentionDays must be at least 1, not " + retentionDays);
        }
    }

    /** Start of the window that holds the time. */
    public static Instant windowOf(Instant time) {
        var second = time.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second, WINDOW_SECONDS));
    }

    /** End of the window that starts at the given time; the first instant that is not in it. */
    public static Instant endOf(Instant window) {
        return window.plus(TrafficRecord.WINDOW);
    }

    /** The time itself where it can be true, the append time where it cannot. */
    Instant clamp(Instant time, Instant appended) {
        var ahead = time.isAfter(appended.plus(MAX_AHEAD));
        var behind = time.isBefore(appended.minus(retentionDays, DAYS));
        return ahead || behind ? appended : time;
    }

    /** Whether a record appended then came after the window's grace. Its opposite lets the cube forget the window. */
    public boolean isLate(Instant window, Instant appended) {
        return appended.isAfter(endOf(window).plus(grace));
    }

    /**
     * In which window an event is judged, as seconds since 1970: its own, unless that has been judged when its partition has
     * reached a time, or is still to come; then the oldest that has not been, or the newest. It follows from the partition
     * alone, however the partitions are read beside each other. {@link #NOT_JUDGED} for what came so late that it should
     * page nobody.
     */
    public static long judgedSecond(long windowSecond, long reachedMillis) {
        if (reachedMillis - (windowSecond + WINDOW_SECONDS) * SECOND_MILLIS > MOST_LATE.toMillis()) {
            return NOT_JUDGED;
        }
        var oldest = Math.floorDiv(reachedMillis - JUDGED_AFTER.toMillis(), SECOND_MILLIS);
        var newest = Math.floorDiv(reachedMillis, SECOND_MILLIS);
        return Math.clamp(
                windowSecond,
                oldest - Math.floorMod(oldest, WINDOW_SECONDS),
                newest - Math.floorMod(newest, WINDOW_SECONDS));
    }

    /**
     * Whether totals of the window that are appended then still count where the next window is judged. They come up to
     * one window after their own has ended.
     */
    public static boolean isTotalJudged(Instant window, Instant appended) {
        return appended.isBefore(endOf(endOf(window)).plus(JUDGED_AFTER));
    }

    /** As {@link #clamp} and {@link #windowOf} together, for one event after another: seconds since 1970. */
    long windowSecond(long timeMicros, long appendedMillis) {
        var appendedMicros = appendedMillis * MILLI_MICROS;
        var ahead = timeMicros > appendedMicros + MAX_AHEAD.toMillis() * MILLI_MICROS;
        var behind = timeMicros < appendedMicros - retentionDays * DAY_MILLIS * MILLI_MICROS;
        var second = Math.floorDiv(ahead || behind ? appendedMicros : timeMicros, SECOND_MICROS);
        return second - Math.floorMod(second, WINDOW_SECONDS);
    }

    /** As {@link #isLate(Instant, Instant)}. */
    boolean isLate(long windowSecond, long appendedMillis) {
        return appendedMillis - (windowSecond + WINDOW_SECONDS) * SECOND_MILLIS > grace.toMillis();
    }

    /** Whether {@link #refusal(UUID, Instant)} has a reason against an id of that time. */
    boolean isRefused(long idMillis, long appendedMillis) {
        var day = Math.floorDiv(idMillis, DAY_MILLIS);
        var today = Math.floorDiv(appendedMillis, DAY_MILLIS);
        return day < today - retentionDays || day > today + DAYS_AHEAD;
    }

    /** Why an event of that id's day, appended then, cannot be kept; empty if it can. */
    Optional<Reason> refusal(UUID eventId, Instant appended) {
        var day = EventIds.day(eventId);
        var today = LocalDate.ofInstant(appended, ZoneOffset.UTC);
        if (day.isBefore(today.minusDays(retentionDays))) {
            return Optional.of(Reason.TOO_OLD);
        }
        return day.isAfter(today.plusDays(DAYS_AHEAD)) ? Optional.of(Reason.TOO_NEW) : Optional.empty();
    }

    /** Why totals of that window, appended then, cannot be counted; empty if they can. */
    public Optional<Reason> refusal(Instant window, Instant appended) {
        if (isLate(window, appended)) {
            return Optional.of(Reason.TOO_OLD);
        }
        return window.isAfter(appended.plus(MAX_AHEAD)) ? Optional.of(Reason.TOO_NEW) : Optional.empty();
    }
}
