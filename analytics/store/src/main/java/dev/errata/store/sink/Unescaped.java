package dev.errata.store.sink;

import java.util.Arrays;

/**
 * A string of JSON as it reads: its ASCII with the short escapes undone, or the very bytes of the JSON where it has none.
 * Used again and again, by one thread.
 */
final class Unescaped {
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final byte[] MEANT = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};

    private byte[] own = {};
    private byte[] bytes = own;
    private int start;
    private int end;

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int length() {
        return end - start;
    }

    /** ASCII without escapes; it must not be changed as long as this is asked. */
    void readPlain(byte[] json, int from, int to) {
        bytes = json;
        start = from;
        end = to;
    }

    /** Whether that is all it holds; characters beyond ASCII and escapes by number are for others to read. */
    boolean read(byte[] json, int from, int to) {
        if (own.length < to - from) {
            own = Arrays.copyOf(own, 2 * (to - from));
        }
        bytes = own;
        start = 0;
        end = 0;
        for (int i = from; i < to; i++) {
            var b = json[i];
            if (b == '\\') {
                var meaning = ESCAPED.indexOf(json[++i]);
                b = meaning < 0 ? -1 : MEANT[meaning];
            }
            if (b < 0) {
                return false;
            }
            own[end++] = b;
        }
        return true;
    }
}
