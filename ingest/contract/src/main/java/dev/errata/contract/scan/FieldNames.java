package dev.errata.contract.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds a field by the bytes of its name: by the first eight of them, which tell nearly all apart. */
final class FieldNames {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLOTS = 128;
    private static final int SLOT_BITS = 7;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final long[] WORD_OF = new long[SLOTS];
    private static final byte[][] NAMES = new byte[SLOTS][];
    private static final @Nullable EventField[] FIELDS = fields();

    private FieldNames() {}

    /** The field of that name; null where none has it. */
    static @Nullable EventField find(byte[] bytes, int start, int end) {
        var word = word(bytes, start, end);
        var slot = slot(word);
        for (var field = FIELDS[slot]; field != null; field = FIELDS[slot]) {
            if (WORD_OF[slot] == word && isNamed(NAMES[slot], bytes, start, end)) {
                return field;
            }
            slot = (slot + 1) % SLOTS;
        }
        return null;
    }

    /** Of a name that begins with the same word: the words from its end on, which overlap the first. */
    private static boolean isNamed(byte[] name, byte[] bytes, int start, int end) {
        if (end - start != name.length) {
            return false;
        }
        for (int left = name.length - Long.BYTES; left > 0; left -= Long.BYTES) {
            if ((long) WORDS.get(name, left) != (long) WORDS.get(bytes, start + left)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable EventField[] fields() {
        var table = new @Nullable EventField[SLOTS];
        for (var field : EventField.values()) {
            var name = field.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
            var word = word(name, 0, name.length);
            var slot = slot(word);
            while (table[slot] != null) {
                slot = (slot + 1) % SLOTS;
            }
            table[slot] = field;
            WORD_OF[slot] = word;
            NAMES[slot] = name;
        }
        return table;
    }

    /** The first eight bytes of a name; zeros behind a shorter one. */
    private static long word(byte[] bytes, int start, int end) {
        var length = end - start;
        if (start + Long.BYTES <= bytes.length) {
            var word = (long) WORDS.get(bytes, start);
            return length < Long.BYTES ? word & ((1L << (length * Byte.SIZE)) - 1) : word;
        }
        var word = 0L;
        for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
            word |= (bytes[start + i] & 0xFFL) << (i * Byte.SIZE);
        }
        return word;
    }

    private static int slot(long word) {
        return (int) ((word * MULTIPLIER) >>> (Long.SIZE - SLOT_BITS));
    }
}
