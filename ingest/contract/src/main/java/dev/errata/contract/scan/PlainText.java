package dev.errata.contract.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for the end of plain text, eight bytes at a time: it takes most of the time of reading a record. */
final class PlainText {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private PlainText() {}

    /**
     * Where the first byte is that is not printable ASCII, or is a quote or a backslash; the length of the bytes where
     * there is none.
     */
    static int end(byte[] bytes, int start) {
        var at = start;
        for (; at + WORD <= bytes.length; at += WORD) {
            var found = special((long) WORDS.get(bytes, at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < bytes.length && isPlain(bytes[at])) {
            at++;
        }
        return at;
    }

    /**
     * The high bit of each special byte. A carry or a borrow starts at a special byte and so never sets a bit below the
     * first one, which is all that is asked for.
     */
    private static long special(long word) {
        var control = (word - SPACES) & ~word;
        var beyond = (word + ONES) | word;
        var quotes = word ^ QUOTES;
        var backslashes = word ^ BACKSLASHES;
        return (control | beyond | ((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes)) & HIGH_BITS;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b < 0x7f && b != '"' && b != '\\';
    }
}
