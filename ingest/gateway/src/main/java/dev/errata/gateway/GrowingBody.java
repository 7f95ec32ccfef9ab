package dev.errata.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A body that is being read. It takes up memory for what has come and for as much again, not for what was announced; but
 * it is exactly as large as that in the end, and is not copied once more. One thread's.
 */
final class GrowingBody {
    private static final int FIRST_BYTES = 64 * 1024;

    private final long announced;
    private byte[] bytes;
    private int size;

    /** Of so many bytes; of nobody knows how many where that is negative. */
    GrowingBody(long announced) {
        this.announced = announced < 0 ? Long.MAX_VALUE : announced;
        this.bytes = new byte[(int) Math.min(FIRST_BYTES, this.announced)];
    }

    /** Reads on; false where that is the end. */
    boolean readFrom(InputStream in) throws IOException {
        if (size == announced) {
            return false;
        }
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(announced, 2L * size));
        }
        var count = in.read(bytes, size, bytes.length - size);
        size += Math.max(0, count);
        return count >= 0;
    }

    int size() {
        return size;
    }

    /** How much memory it takes up. */
    int capacity() {
        return bytes.length;
    }

    /** All of it. */
    byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
