package dev.errata.api.ticket;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Amounts and times as people write them, in English wherever the server stands. */
final class Wording {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private Wording() {}

    /** Such as {@code 2026-03-04 11:58:25 UTC}: support asks for no more. */
    static String utc(Instant time) {
        return SECONDS.format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** With milliseconds. */
    static String exactUtc(Instant time) {
        return MILLIS.format(time.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** The time alone where the day is known. */
    static String clock(Instant time, Instant dayOf) {
        var sameDay = time.truncatedTo(ChronoUnit.DAYS).equals(dayOf.truncatedTo(ChronoUnit.DAYS));
        return (sameDay ? CLOCK : MILLIS).format(time.atOffset(ZoneOffset.UTC));
    }

    /** Such as {@code 2026-03-04 12:58:25 +01:00 (Europe/Berlin)}. */
    static String local(Instant time, ZoneId zone) {
        var there = time.atZone(zone);
        var name = zone.getId();
        var offset = there.getOffset().getId();
        return SECONDS.format(there) + " " + offset + (name.equals(offset) ? "" : " (" + name + ")");
    }

    /** Such as {@code 340 ms}, {@code 2.4 s}, {@code 3 min 5 s}. */
    static String duration(Duration duration) {
        var millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            var text = String.format(Locale.ROOT, "%.2f", millis / 1_000.0);
            return text.replaceAll("\\.?0+$", "") + " s";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /** Such as {@code 12,345}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 0.04}, {@code 2.4} or {@code 1,200}. */
    static String decimal(double number) {
        return number < 10 && number != Math.rint(number)
                ? String.format(Locale.ROOT, number < 1 ? "%.2f" : "%.1f", number)
                : number(Math.round(number));
    }

    /** Such as {@code 1.62}. */
    static String hundredths(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    /** Such as {@code 3.4 %}. */
    static String percent(double part) {
        var digits = String.format(Locale.ROOT, part < 0.001 ? "%.3f" : part < 0.01 ? "%.2f" : "%.1f", 100 * part);
        return digits.replaceFirst("\\.0+$", "") + " %";
    }

    /** Such as {@code 1 failure} or {@code 1,200 failures}. */
    static String count(long number, String one) {
        return number(number) + " " + one + (number == 1 ? "" : "s");
    }
}
