package dev.errata.streams;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The few forms that the topology's internal records are made of. Big-endian, so that numbers sort as bytes do. */
final class Bytes {
    private Bytes() {}

    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

        void octet(byte value) {
            out.write(value);
        }

        void int32(int value) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
        }

        void int64(long value) {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        }

        void block(byte[] bytes) {
            int32(bytes.length);
            out.writeBytes(bytes);
        }

        void text(String text) {
            block(text.getBytes(StandardCharsets.UTF_8));
        }

        void key(RateKey key) {
            text(key.project());
            key.values().forEach(this::text);
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

        RateKey key() {
            var project = text();
            var values = new ArrayList<String>();
            for (int i = 0; i < Dimension.values().length; i++) {
                values.add(text());
            }
            return new RateKey(project, values);
        }
    }
}
