package dev.errata.emitter.capture;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Looks at the array that a body is written from, without copying it: the first write stops the writer. Only for bodies that
 * can be written again. Confined to one thread.
 */
public final class PeekStream extends OutputStream {
    private byte[] array = {};
    private int offset;
    private int length;

    @Override
    public void write(int b) throws IOException {
        throw new Peeked();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        array = bytes;
        offset = from;
        length = count;
        throw new Peeked();
    }

    /** Whether the one array is all of a body of that length: then it is the same one whenever that body is written. */
    public boolean isWhole(long contentLength) {
        return array.length > 0 && array.length == contentLength && length == array.length;
    }

    /** The array that the body was written from; empty where there was none. */
    public byte[] array() {
        return array;
    }

    RequestFields fields() {
        return RequestFields.of(array, offset, length);
    }

    /** Has the body written, as far as it takes to see its first array. */
    public void look(Body body) {
        try {
            body.writeTo(this);
        } catch (IOException e) {
            // Ours, or the body's own, which the client will meet again.
        }
    }

    /** What can be written more than once. */
    @FunctionalInterface
    public interface Body {
        /** Writes all of it. */
        void writeTo(PeekStream out) throws IOException;
    }

    /** Thrown on every request of some applications: without a stack trace. */
    private static final class Peeked extends IOException {
        Peeked() {
            super("enough seen");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
