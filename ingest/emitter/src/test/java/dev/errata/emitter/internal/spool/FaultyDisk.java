package dev.errata.emitter.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The real file system, until a fault that a test has ordered. */
final class FaultyDisk implements Disk {
    private long writesLeft = Long.MAX_VALUE;
    private double part;
    private long writes;
    private boolean killed;
    private boolean full;
    private boolean unforceable;

    /** What a kill looks like from inside: nothing further happens. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Dies within the write of that number, counted from 0, with a part of its bytes written. */
    void killAtWrite(long number, double writtenPart) {
        writesLeft = number;
        part = writtenPart;
    }

    void fill(boolean nowFull) {
        full = nowFull;
    }

    void failForce() {
        unforceable = true;
    }

    long writes() {
        return writes;
    }

    @Override
    public SpoolFile open(Path file) throws IOException {
        check();
        return new FaultyFile(REAL.open(file));
    }

    @Override
    public void delete(Path file) throws IOException {
        check();
        REAL.delete(file);
    }

    private void check() {
        if (killed) {
            throw new Killed();
        }
    }

    private final class FaultyFile implements SpoolFile {
        private final SpoolFile real;

        FaultyFile(SpoolFile real) {
            this.real = real;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            check();
            writes++;
            if (writesLeft-- == 0) {
                writePart(bytes, position, part);
                killed = true;
                throw new Killed();
            }
            if (full) {
                writePart(bytes, position, 0.5);
                throw new IOException("No space left on device");
            }
            real.write(bytes, position);
        }

        private void writePart(ByteBuffer bytes, long position, double share) throws IOException {
            bytes.limit(bytes.position() + (int) (bytes.remaining() * share));
            real.write(bytes, position);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            check();
            real.read(into, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            check();
            real.truncate(size);
        }

        @Override
        public void force() throws IOException {
            check();
            if (unforceable) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
