package dev.errata.core.detect;

import java.util.Arrays;

/** Numbers as few bytes: small whole ones take one, others as many as they need. */
final class StateOutput {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    /** Most states fit. */
    private static final int INITIAL_BYTES = 2_048;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    private void put(int octet) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) octet;
    }

    /** Any whole number, short when it is near 0. */
    void whole(long value) {
        var rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((rest & ~SEVEN_BITS) != 0) {
            put((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        put((int) rest);
    }

    void real(double value) {
        var bits = Double.doubleToLongBits(value);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put((int) (bits >>> shift));
        }
    }

    void real(float value) {
        var bits = Float.floatToIntBits(value);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put(bits >>> shift);
        }
    }

    void ints(int[] values) {
        whole(values.length);
        for (var value : values) {
            whole(value);
        }
    }

    /** As {@link #ints}, each as a step from the one before: short for numbers that are large and alike. */
    void steps(int[] values) {
        whole(values.length);
        long before = 0;
        for (var value : values) {
            whole(value - before);
            before = value;
        }
    }

    void bits(boolean[] values) {
        whole(values.length);
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            var octet = 0;
            for (int i = from; i < Math.min(from + Byte.SIZE, values.length); i++) {
                octet |= values[i] ? 1 << (i - from) : 0;
            }
            put(octet);
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
        return Arrays.copyOf(bytes, length);
    }
}
