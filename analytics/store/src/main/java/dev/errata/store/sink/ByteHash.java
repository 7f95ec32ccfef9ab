package dev.errata.store.sink;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of bytes to look them up by, eight at a time. It says nothing beyond this process. */
final class ByteHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private ByteHash() {}

    /** Of the bytes from there to there; every bit of the answer depends on all of them. */
    static int of(byte[] bytes, int start, int end) {
        var hash = (long) (end - start);
        var i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = mixed(hash ^ (long) LONG.get(bytes, i));
        }
        for (; i < end; i++) {
            hash = mixed(hash ^ bytes[i]);
        }
        return (int) hash;
    }

    private static long mixed(long hash) {
        var spread = hash * MIX;
        return spread ^ (spread >>> Integer.SIZE);
    }
}
