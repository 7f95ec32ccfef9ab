package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.fingerprint.Fingerprint;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of errors, looked up by what makes them: messages that differ in nothing but digits have the same template,
 * except that three digits in a row may be a status. For ASCII messages without secrets. Used by one thread.
 */
final class Fingerprints {
    private static final int SLOTS = 4_096;
    private static final int STATUS_DIGITS = 3;
    private static final int INITIAL = 1_024;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;

    private final @Nullable Known[] slots = new Known[SLOTS];
    private byte[] key = new byte[INITIAL];
    private int length;
    private int labels;

    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes
    private record Known(byte[] key, long fingerprint) {}

    /** Begins another error. */
    void begin(int status) {
        length = 0;
        reserve(2);
        key[length++] = (byte) (status >> Byte.SIZE);
        key[length++] = (byte) status;
    }

    /** The next of code and type; empty where there is none. */
    void label(byte[] text, int start, int end) {
        reserve(end - start + 1);
        System.arraycopy(text, start, key, length, end - start);
        length += end - start;
        key[length++] = 0;
        labels = length;
    }

    /** The fingerprint, of all that was given and this message; empty where there is none. */
    long message(@Nullable Integer status, byte[] text, int start, int end) {
        skeleton(text, start, end);
        var slot = ByteHash.of(key, 0, length) & (SLOTS - 1);
        var known = slots[slot];
        if (known != null && Arrays.equals(known.key(), 0, known.key().length, key, 0, length)) {
            return known.fingerprint();
        }
        var fingerprint = compute(status, new String(text, start, end - start, US_ASCII));
        slots[slot] = new Known(Arrays.copyOf(key, length), fingerprint);
        return fingerprint;
    }

    private long compute(@Nullable Integer status, String message) {
        var parts = new String(key, 2, labels - 2, US_ASCII).split("\0", -1);
        return Fingerprint.bits(Fingerprint.of(status, parts[0], parts[1], message));
    }

    /** The message, each of its digits a zero; but not where three of them are together. */
    private void skeleton(byte[] text, int start, int end) {
        reserve(end - start);
        System.arraycopy(text, start, key, length, end - start);
        var keyEnd = length + end - start;
        for (int from = nextDigit(length, keyEnd); from < keyEnd; from = nextDigit(length, keyEnd)) {
            length = endOfDigits(from, keyEnd);
            if (length - from != STATUS_DIGITS) {
                Arrays.fill(key, from, length, (byte) '0');
            }
        }
        length = keyEnd;
    }

    /** Where the first digit is, else the end; eight characters at a time, as most are none. */
    private int nextDigit(int from, int end) {
        var at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            var digits = digits((long) LONG.get(key, at));
            if (digits != 0) {
                return at + Long.numberOfTrailingZeros(digits) / Byte.SIZE;
            }
        }
        while (at < end && !isDigit(key[at])) {
            at++;
        }
        return at;
    }

    private int endOfDigits(int from, int end) {
        var at = from;
        while (at < end && isDigit(key[at])) {
            at++;
        }
        return at;
    }

    /** The high bit of each digit in ASCII: with '0' taken away only digits stay below 0x80 after the addition. */
    private static long digits(long word) {
        return ~((word ^ (ONES * '0')) + ONES * (0x80 - 10)) & (ONES << 7);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void reserve(int more) {
        if (length + more > key.length) {
            key = Arrays.copyOf(key, 2 * (length + more));
        }
    }
}
