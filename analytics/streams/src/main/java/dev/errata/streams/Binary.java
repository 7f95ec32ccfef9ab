package dev.errata.streams;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The few forms that the topology's internal records are made of. Big-endian, so that numbers sort as bytes do. */
final class Binary {
    private Binary() {}

    static final class Writer {
        private ByteBuffer out = ByteBuffer.allocate(256);

        void octet(byte value) {
            room(1).put(value);
        }

        void int32(int value) {
            room(Integer.BYTES).putInt(value);
        }

        void int64(long value) {
            room(Long.BYTES).putLong(value);
        }

        void block(byte[] bytes) {
            int32(bytes.length);
            room(bytes.length).put(bytes);
        }

        void text(String text) {
            block(text.getBytes(StandardCharsets.UTF_8));
        }

        byte[] toBytes() {
            return Arrays.copyOf(out.array(), out.position());
        }

        private ByteBuffer room(int bytes) {
            if (out.remaining() < bytes) {
                var size = Math.max(2 * out.capacity(), out.position() + bytes);
                out = ByteBuffer.allocate(size).put(out.flip());
            }
            return out;
        }
    }

    static final class Reader {
        private final ByteBuffer in;

        Reader(byte[] bytes) {
            in = ByteBuffer.wrap(bytes);
        }

        byte octet() {
            return in.get();
        }

        int int32() {
            return in.getInt();
        }

        long int64() {
            return in.getLong();
        }

        byte[] block() {
            var bytes = new byte[in.getInt()];
            in.get(bytes);
            return bytes;
        }

        String text() {
            return new String(block(), StandardCharsets.UTF_8);
        }
    }
}
