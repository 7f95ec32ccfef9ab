package dev.errata.core.detect;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Reads what {@link StateOutput} wrote. */
final class StateInput {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MOST_VALUES = 10_000;

    private final ByteBuffer bytes;

    private StateInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /**
     * Reads a state from all of the bytes.
     *
     * @throws IllegalArgumentException when they are too few or too many, or hold no such state
     */
    static <S> S read(byte[] bytes, Function<StateInput, S> reader) {
        var in = new StateInput(bytes);
        try {
            var state = reader.apply(in);
            if (in.bytes.hasRemaining()) {
                throw new IllegalArgumentException(in.bytes.remaining() + " bytes after the state");
            }
            return state;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the state is cut short", e);
        }
    }

    long whole() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            var next = bytes.get();
            value |= (long) (next & SEVEN_BITS) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    double real() {
        return bytes.getDouble();
    }

    float singleReal() {
        return bytes.getFloat();
    }

    int[] ints() {
        var values = new int[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) whole();
        }
        return values;
    }

    int[] steps() {
        var values = new int[length()];
        long value = 0;
        for (int i = 0; i < values.length; i++) {
            value += whole();
            values[i] = (int) value;
        }
        return values;
    }

    boolean[] bits() {
        var values = new boolean[length()];
        for (int from = 0; from < values.length; from += Byte.SIZE) {
            var octet = bytes.get();
            for (int i = from; i < Math.min(from + Byte.SIZE, values.length); i++) {
                values[i] = (octet >> (i - from) & 1) != 0;
            }
        }
        return values;
    }

    float[] floats() {
        var values = new float[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }

    double[] reals() {
        var values = new double[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getDouble();
        }
        return values;
    }

    private int length() {
        var length = whole();
        if (length < 0 || length > MOST_VALUES) {
            throw new IllegalArgumentException(length + " is no length of a state's part");
        }
        return (int) length;
    }
}
