package dev.errata.app.config;

import java.util.regex.Pattern;

/** Sizes as people write them: {@code 64m}, {@code 2g}; a number alone is bytes. */
final class SizeText {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})([kmgt]?)");
    private static final String UNITS = "kmgt";
    private static final int STEP = 1024;

    private SizeText() {}

    /**
     * Bytes.
     *
     * @throws IllegalArgumentException for anything else, and for more than a long holds
     */
    static long parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        var size = Long.parseLong(matcher.group(1));
        for (int unit = UNITS.indexOf(matcher.group(2)); !matcher.group(2).isEmpty() && unit >= 0; unit--) {
            size = multiplied(size);
        }
        return size;
    }

    /** The largest unit in which it is a whole number. */
    static String of(long bytes) {
        var size = bytes;
        var unit = -1;
        while (size >= STEP && size % STEP == 0 && unit + 1 < UNITS.length()) {
            size /= STEP;
            unit++;
        }
        return size + (unit < 0 ? "" : UNITS.substring(unit, unit + 1));
    }

    private static long multiplied(long size) {
        try {
            return Math.multiplyExact(size, STEP);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large", e);
        }
    }
}
