package dev.errata.streams;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The few forms that the topology's internal records are made of. Big-endian, so that numbers sort as bytes do. */
final class Binary {
    private Binary() {}

    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

        void octet(byte value) {
            out.write(value);
        }

        void int32(int value) {
            out.write(number.putInt(0, value).array(), 0, Integer.BYTES);
        }

        void int64(long value) {
            out.write(number.putLong(0, value).array(), 0, Long.BYTES);
        }

        void block(byte[] bytes) {
            int32(bytes.length);
            out.writeBytes(bytes);
        }

        void text(String text) {
            block(text.getBytes(StandardCharsets.UTF_8));
        }

        byte[] toBytes() {
            return out.toByteArray();
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
