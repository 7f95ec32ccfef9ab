package dev.errata.app.cli;

import java.util.Arrays;

/** A curve in one line of text, from nothing to its own highest value. */
final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** At most so many characters; neighbouring values are summed where there are more. */
    static String of(long[] values, int maxChars) {
        var each = valuesEach(values.length, maxChars);
        var sums = new long[Math.ceilDiv(values.length, each)];
        for (int i = 0; i < values.length; i++) {
            sums[i / each] += values[i];
        }
        var highest = Math.max(1, Arrays.stream(sums).max().orElse(1));
        var curve = new StringBuilder();
        Arrays.stream(sums).forEach(sum -> curve.append(bar(sum, highest)));
        return curve.toString();
    }

    /** How many of so many values a character stands for. */
    static int valuesEach(int values, int maxChars) {
        return Math.max(1, Math.ceilDiv(values, maxChars));
    }

    private static char bar(long value, long highest) {
        return BARS.charAt((int) Math.ceilDiv(value * (BARS.length() - 1), highest));
    }
}
