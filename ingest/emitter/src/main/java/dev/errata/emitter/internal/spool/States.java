package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.spool.Disk.SpoolFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One byte a record, in memory and in a file. What memory says is written in ranges, so a batch costs one write. */
final class States {
    /** Never sent. */
    static final byte WAITING = 'w';

    /** On its way, or sent with an unknown outcome; and whatever else stands there by accident. */
    static final byte UNKNOWN = 'u';

    /** Nothing is left to be done for it. */
    static final byte DONE = 'd';

    private final SpoolFile file;
    private byte[] bytes = new byte[64];
    private int count;

    States(SpoolFile file) {
        this.file = file;
    }

    /** What is in the file now. */
    static byte[] load(SpoolFile file) throws IOException {
        var onDisk = ByteBuffer.allocate((int) file.size());
        file.read(onDisk, 0);
        return Arrays.copyOf(onDisk.array(), onDisk.position());
    }

    int count() {
        return count;
    }

    byte get(int index) {
        return bytes[index];
    }

    void set(int index, byte state) {
        bytes[index] = state;
    }

    void add(byte state) {
        if (count == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * count);
        }
        bytes[count++] = state;
    }

    /** Forgets the newest, which were not written after all. */
    void shrinkTo(int records) {
        count = records;
    }

    /** Brings the file up to date from one record up to another, exclusively. */
    void write(int from, int to) throws IOException {
        if (from < to) {
            file.write(ByteBuffer.wrap(bytes, from, to - from), from);
        }
    }
}
