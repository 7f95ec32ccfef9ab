package dev.errata.contract.scan;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** Reads {@code 2026-01-31T12:00:00Z} with up to six digits of a fraction, and leaves all else, be it a time or not. */
final class PlainTime {
    /** What {@link #micros} answers where it does not know. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final String FORM = "0000-00-00T00:00:00";
    private static final int SECONDS_END = FORM.length();
    private static final int MICROS_DIGITS = 6;
    private static final int DAY_SECONDS = 86_400;
    private static final long SECOND_MICROS = 1_000_000;

    private PlainTime() {}

    /** Microseconds since 1970. */
    static long micros(byte[] bytes, int start, int end) {
        if (end - start <= SECONDS_END || bytes[end - 1] != 'Z' || !hasForm(bytes, start)) {
            return UNKNOWN;
        }
        var year = number(bytes, start, 4);
        var month = number(bytes, start + 5, 2);
        var day = number(bytes, start + 8, 2);
        var hour = number(bytes, start + 11, 2);
        var minute = number(bytes, start + 14, 2);
        var second = number(bytes, start + 17, 2);
        var fraction = fraction(bytes, start + SECONDS_END, end - 1);
        if (fraction < 0 || !isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) {
            return UNKNOWN;
        }
        var ofDay = hour * 3_600 + minute * 60 + second;
        var seconds = LocalDate.of(year, month, day).toEpochDay() * DAY_SECONDS + ofDay;
        return seconds * SECOND_MICROS + fraction;
    }

    private static boolean hasForm(byte[] bytes, int start) {
        for (int i = 0; i < SECONDS_END; i++) {
            var b = bytes[start + i];
            var form = FORM.charAt(i);
            if (form == '0' ? b < '0' || b > '9' : b != form) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= Month.of(month).length(Year.isLeap(year));
    }

    /** Microseconds after the second; negative where it has another form. */
    private static int fraction(byte[] bytes, int start, int end) {
        if (start == end) {
            return 0;
        }
        var digits = end - start - 1;
        if (bytes[start] != '.' || digits < 1 || digits > MICROS_DIGITS) {
            return -1;
        }
        for (int i = start + 1; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
        }
        var micros = number(bytes, start + 1, digits);
        for (int i = digits; i < MICROS_DIGITS; i++) {
            micros *= 10;
        }
        return micros;
    }

    private static int number(byte[] bytes, int start, int digits) {
        var number = 0;
        for (int i = start; i < start + digits; i++) {
            number = number * 10 + (bytes[i] - '0');
        }
        return number;
    }
}
