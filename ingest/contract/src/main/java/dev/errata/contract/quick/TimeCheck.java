package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.Times;
import java.util.Arrays;

/** Tells times that are written as Errata writes them. Looks up each day once. One thread at a time. */
final class TimeCheck {
    private static final int DAY_CHARS = "2026-01-31T".length();
    private static final String MIDNIGHT = "00:00:00Z";

    /** {@code h}, {@code m}: what begins such a number, which is less than 24 or 60; {@code x}: any digit. */
    private static final String PATTERN = "hx:mx:mx";

    private byte[] knownDay = {};

    boolean isCanonical(byte[] text, int start, int end) {
        var fraction = start + DAY_CHARS + PATTERN.length();
        return end > fraction
                && text[end - 1] == 'Z'
                && isDay(text, start)
                && isTimeOfDay(text, start + DAY_CHARS)
                && isFraction(text, fraction, end - 1);
    }

    private boolean isDay(byte[] text, int start) {
        if (Arrays.equals(text, start, start + DAY_CHARS, knownDay, 0, knownDay.length)) {
            return true;
        }
        var day = new String(text, start, DAY_CHARS, US_ASCII);
        var midnight = day + MIDNIGHT;
        var isDay = Times.parse(midnight)
                .map(Times::format)
                .filter(midnight::equals)
                .isPresent();
        if (isDay) {
            knownDay = day.getBytes(US_ASCII);
        }
        return isDay;
    }

    private static boolean isTimeOfDay(byte[] text, int start) {
        for (int i = 0; i < PATTERN.length(); i++) {
            if (!matches(text[start + i], PATTERN.charAt(i))) {
                return false;
            }
        }
        return text[start] < '2' || text[start + 1] < '4';
    }

    private static boolean matches(byte b, char pattern) {
        return switch (pattern) {
            case 'h' -> b >= '0' && b <= '2';
            case 'm' -> b >= '0' && b <= '5';
            case 'x' -> b >= '0' && b <= '9';
            default -> b == pattern;
        };
    }

    /** None, or milliseconds or microseconds, as many as are needed. */
    private static boolean isFraction(byte[] text, int start, int end) {
        var digits = end - start - 1;
        if (digits < 0) {
            return true;
        }
        for (int i = start + 1; i < end; i++) {
            if (!matches(text[i], 'x')) {
                return false;
            }
        }
        var isNeeded = text[end - 1] != '0' || text[end - 2] != '0' || text[end - 3] != '0';
        return text[start] == '.' && (digits == 3 || digits == 6) && isNeeded;
    }
}
