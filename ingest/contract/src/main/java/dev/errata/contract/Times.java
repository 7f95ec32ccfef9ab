package dev.errata.contract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 3339 times with zone, of the years 0 to 9999, to the microsecond; whatever is finer is dropped. */
public final class Times {
    /** Nanoseconds are the finest that Java's parser takes. */
    private static final Pattern FINER_THAN_NANOS = Pattern.compile("(\\.\\d{9})\\d+");

    private static final int LAST_YEAR = 9999;
    private static final int SECONDS_END = "2026-01-31T12:00:00".length();
    private static final int MICROS_DIGITS = 6;
    private static final int NOT_A_NUMBER = -1;
    private static final int DAY_SECONDS = 86_400;
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private Times() {}

    /** The time, or nothing where the text is none. */
    public static Optional<Instant> parse(String text) {
        var usual = ofUsualForm(text);
        return usual == null ? ofAnyForm(text) : Optional.of(usual);
    }

    /** As the standard library understands it, which takes twenty times as long. */
    static Optional<Instant> ofAnyForm(String text) {
        try {
            var time = OffsetDateTime.parse(FINER_THAN_NANOS.matcher(text).replaceFirst("$1"))
                    .withOffsetSameInstant(ZoneOffset.UTC);
            return time.getYear() >= 0 && time.getYear() <= LAST_YEAR
                    ? Optional.of(time.toInstant().truncatedTo(ChronoUnit.MICROS))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code 2026-01-31T12:00:00Z}, with up to six digits of a fraction; null for all else, be it a time or not. */
    private static @Nullable Instant ofUsualForm(String text) {
        if (text.length() <= SECONDS_END || !text.endsWith("Z") || !hasSeparators(text)) {
            return null;
        }
        var year = number(text, 0, 4);
        var month = number(text, 5, 7);
        var day = number(text, 8, 10);
        var hour = number(text, 11, 13);
        var minute = number(text, 14, 16);
        var second = number(text, 17, SECONDS_END);
        var micros = micros(text);
        var known = Math.min(Math.min(year, micros), Math.min(second, minute)) >= 0 && hour >= 0;
        if (!known || second > 59 || minute > 59 || hour > 23 || !isDay(year, month, day)) {
            return null;
        }
        var ofDay = hour * 3_600 + minute * 60 + second;
        var seconds = LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS + ofDay;
        return Instant.ofEpochSecond(seconds, micros * 1_000L);
    }

    /** As {@link Instant#toString} writes it, which takes ten times as long. */
    public static String format(Instant time) {
        var seconds = time.getEpochSecond();
        var micros = time.getNano() / 1_000;
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND || micros * 1_000 != time.getNano()) {
            return time.toString();
        }
        var day = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS));
        var second = (int) Math.floorMod(seconds, (long) DAY_SECONDS);
        var text = new StringBuilder("2026-01-31T12:00:00.000000Z".length());
        digits(text, day.getYear(), 1_000).append('-');
        digits(text, day.getMonthValue(), 10).append('-');
        digits(text, day.getDayOfMonth(), 10).append('T');
        digits(text, second / 3_600, 10).append(':');
        digits(text, second / 60 % 60, 10).append(':');
        digits(text, second % 60, 10);
        if (micros % 1_000 != 0) {
            digits(text.append('.'), micros, 100_000);
        } else if (micros != 0) {
            digits(text.append('.'), micros / 1_000, 100);
        }
        return text.append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    /** Days that only some months have are left to those who know. */
    private static boolean isDay(int year, int month, int day) {
        return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
    }

    private static int micros(String text) {
        var end = text.length() - 1;
        if (end == SECONDS_END) {
            return 0;
        }
        var digits = end - SECONDS_END - 1;
        if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > MICROS_DIGITS) {
            return NOT_A_NUMBER;
        }
        var micros = number(text, SECONDS_END + 1, end);
        for (int i = digits; i < MICROS_DIGITS && micros > 0; i++) {
            micros *= 10;
        }
        return micros;
    }

    private static int number(String text, int start, int end) {
        var number = 0;
        for (int i = start; i < end; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
