package dev.errata.core.detect;

import java.io.ByteArrayOutputStream;

/** Numbers as few bytes: small whole ones take one, others as many as they need. */
final class StateOutput {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Any whole number, short when it is near 0. */
    void whole(long value) {
        var rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    void real(double value) {
        var bits = Double.doubleToLongBits(value);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write((int) (bits >>> shift));
        }
    }

    void real(float value) {
        var bits = Float.floatToIntBits(value);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.write(bits >>> shift);
        }
    }

    void ints(int[] values) {
        whole(values.length);
        for (var value : values) {
            whole(value);
        }
    }

    void floats(float[] values) {
        whole(values.length);
        for (var value : values) {
            real(value);
        }
    }

    void reals(double[] values) {
        whole(values.length);
        for (var value : values) {
            real(value);
        }
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
