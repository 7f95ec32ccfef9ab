package dev.errata.contract;

import java.util.Arrays;

/** The characters of JSON strings that stand for themselves and take one byte: ASCII from the space to the tilde. */
public final class JsonStrings {
    private static final boolean[] PLAIN = new boolean[128];

    static {
        Arrays.fill(PLAIN, ' ', '~' + 1, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private JsonStrings() {}

    /** Whether it is one of those. */
    public static boolean isPlain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }

    /** Where, from the start on, the first other one is; the end where there is none. */
    public static int endOfPlain(byte[] bytes, int start, int end) {
        var at = start;
        while (at < end && bytes[at] >= 0 && PLAIN[bytes[at]]) {
            at++;
        }
        return at;
    }
}
