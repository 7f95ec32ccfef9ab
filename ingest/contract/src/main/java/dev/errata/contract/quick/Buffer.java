package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.UUID;

/** Bytes that are put together, over and over. One thread at a time. */
final class Buffer {
    private static final int USUAL_BYTES = 1_024;
    private static final int MOST_DIGITS = 20;
    private static final int ASCII = 128;
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

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
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** As {@link UUID#toString} writes it. */
    void putUuid(UUID id) {
        var high = id.getMostSignificantBits();
        var low = id.getLeastSignificantBits();
        putHex(high >>> 32, 8);
        put((byte) '-');
        putHex(high >>> 16, 4);
        put((byte) '-');
        putHex(high, 4);
        put((byte) '-');
        putHex(low >>> 48, 4);
        put((byte) '-');
        putHex(low, 12);
    }

    /** The last so many digits of it. */
    private void putHex(long number, int digits) {
        reserve(digits);
        var rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = HEX[(int) rest & 0xF];
            rest >>>= 4;
        }
        length += digits;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
