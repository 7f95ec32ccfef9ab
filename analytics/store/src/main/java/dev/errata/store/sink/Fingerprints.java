package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.fingerprint.Fingerprint;
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
        var slot = ByteHash.of(key, length) & (SLOTS - 1);
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
        var digits = 0;
        for (int i = start; i < end; i++) {
            var isDigit = text[i] >= '0' && text[i] <= '9';
            if (!isDigit && digits != STATUS_DIGITS) {
                Arrays.fill(key, length - digits, length, (byte) '0');
            }
            digits = isDigit ? digits + 1 : 0;
            key[length++] = text[i];
        }
        if (digits != STATUS_DIGITS) {
            Arrays.fill(key, length - digits, length, (byte) '0');
        }
    }

    private void reserve(int more) {
        if (length + more > key.length) {
            key = Arrays.copyOf(key, 2 * (length + more));
        }
    }
}
