package dev.errata.gateway;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where lines end, eight bytes at a time. */
final class LineEnds {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LINE_FEEDS = ONES * '\n';

    private LineEnds() {}

    /** The next line feed, at or behind the start; the end of the text where there is none. */
    static int next(byte[] text, int start) {
        var at = start;
        for (; at + Long.BYTES <= text.length; at += Long.BYTES) {
            // A byte of the difference is zero where there is a line feed; the lowest bit that is left tells the first.
            var difference = (long) LONGS.get(text, at) ^ LINE_FEEDS;
            var zeros = (difference - ONES) & ~difference & HIGH_BITS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }
}
