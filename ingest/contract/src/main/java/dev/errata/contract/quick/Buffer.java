package dev.errata.contract.quick;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** Bytes that are put together, over and over. One thread at a time. */
final class Buffer {
    private static final int USUAL_BYTES = 1_024;
    private static final int MOST_DIGITS = 20;
    private static final int ASCII = 128;
    private static final int UUID_CHARS = 36;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle TWO = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** The digits of the numbers below a hundred, two bytes each: half as many divisions. */
    private static final short[] PAIRS = new short[100];

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) (('0' + i / 10) << Byte.SIZE | ('0' + i % 10));
        }
    }

    private byte[] bytes = new byte[USUAL_BYTES];
    private char[] chars = new char[USUAL_BYTES];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** What is being filled; to be asked anew after anything was put in. */
    byte[] array() {
        return bytes;
    }

    byte[] copy(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    void put(byte b) {
        reserve(1);
        bytes[length++] = b;
    }

    void put(byte[] all) {
        put(all, 0, all.length);
    }

    void put(byte[] from, int start, int end) {
        reserve(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    /** Whether all of it is ASCII, and put in; otherwise nobody knows what was put in. */
    boolean putAscii(String text) {
        var count = text.length();
        if (chars.length < count) {
            chars = new char[2 * count];
        }
        reserve(count);
        text.getChars(0, count, chars, 0);
        var bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= chars[i];
            bytes[length + i] = (byte) chars[i];
        }
        length += count;
        return bits < ASCII;
    }

    /** In decimals; not negative. */
    void putNumber(long number) {
        reserve(MOST_DIGITS);
        var digits = 1;
        for (var bound = 10L; digits < MOST_DIGITS - 1 && number >= bound; bound *= 10) {
            digits++;
        }
        putDigits(number, digits);
    }

    /** The last so many digits of it. */
    void putDigits(long number, int digits) {
        reserve(digits);
        var rest = number;
        var at = length + digits;
        for (; at - length > 1; rest /= PAIRS.length) {
            at -= 2;
            TWO.set(bytes, at, PAIRS[(int) (rest % PAIRS.length)]);
        }
        if (at > length) {
            bytes[length] = (byte) ('0' + rest % 10);
        }
        length += digits;
    }

    /** As {@link UUID#toString} writes it. */
    void putUuid(UUID id) {
        reserve(UUID_CHARS);
        var high = id.getMostSignificantBits();
        var low = id.getLeastSignificantBits();
        EIGHT.set(bytes, length, hex(high >>> Integer.SIZE));
        putBetweenDashes(length + 8, hex(high));
        putBetweenDashes(length + 18, hex(low >>> Integer.SIZE));
        EIGHT.set(bytes, length + 28, hex(low));
        length += UUID_CHARS;
    }

    /** A dash, four digits, a dash, four more. */
    private void putBetweenDashes(int at, long eightDigits) {
        bytes[at] = '-';
        FOUR.set(bytes, at + 1, (int) (eightDigits >>> Integer.SIZE));
        bytes[at + 5] = '-';
        FOUR.set(bytes, at + 6, (int) eightDigits);
    }

    /** The last 32 bits as eight digits, a byte each, all worked out at once. */
    private static long hex(long number) {
        var digits = number & 0xFFFF_FFFFL;
        digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFFL;
        digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FFL;
        digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        var letters = (digits + 6 * EACH_BYTE) >>> 4 & EACH_BYTE;
        return digits + '0' * EACH_BYTE + letters * ('a' - '0' - 10);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
