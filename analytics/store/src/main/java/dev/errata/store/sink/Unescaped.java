package dev.errata.store.sink;

import java.util.Arrays;

/** A string of JSON as it reads: its ASCII with the short escapes undone. Used again and again, by one thread. */
final class Unescaped {
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final byte[] MEANT = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};

    private byte[] bytes = {};
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether that is all it holds; characters beyond ASCII and escapes by number are for others to read. */
    boolean read(byte[] json, int start, int end) {
        if (bytes.length < end - start) {
            bytes = Arrays.copyOf(bytes, 2 * (end - start));
        }
        length = 0;
        for (int i = start; i < end; i++) {
            var b = json[i];
            if (b == '\\') {
                var meaning = ESCAPED.indexOf(json[++i]);
                b = meaning < 0 ? -1 : MEANT[meaning];
            }
            if (b < 0) {
                return false;
            }
            bytes[length++] = b;
        }
        return true;
    }
}
