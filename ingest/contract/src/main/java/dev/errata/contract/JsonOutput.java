package dev.errata.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes JSON as Jackson does, to the byte, in less than half of the time. Names are ours: ASCII without anything to
 * escape. One thread at a time.
 */
public final class JsonOutput {
    private static final int USUAL_BYTES = 1_024;

    private byte[] bytes = new byte[USUAL_BYTES];
    private int length;

    /** A value before this needs a comma. */
    private boolean first = true;

    /** Begins an object, in an array or by itself. */
    public void startObject() {
        separate();
        open('{');
    }

    void startObject(String name) {
        name(name);
        open('{');
    }

    void startArray(String name) {
        name(name);
        open('[');
    }

    /** Ends the object that was begun last. */
    public void endObject() {
        close('}');
    }

    void endArray() {
        close(']');
    }

    /** A value in an array. */
    void add(String value) {
        separate();
        string(value);
    }

    /** A field of the object; left out where it is null. */
    public void put(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            string(value);
        }
    }

    void put(String name, @Nullable Integer value) {
        put(name, value == null ? null : value.longValue());
    }

    /** A field of the object; left out where it is null. */
    public void put(String name, @Nullable Long value) {
        if (value != null) {
            name(name);
            raw(value.toString().getBytes(ISO_8859_1));
        }
    }

    /** A field of the object; left out where it is null. */
    public void put(String name, @Nullable Boolean value) {
        if (value != null) {
            name(name);
            raw(value.toString().getBytes(ISO_8859_1));
        }
    }

    /** A field of the object, which must be finite; left out where it is null. */
    public void put(String name, @Nullable Double value) {
        if (value != null) {
            name(name);
            raw(value.toString().getBytes(ISO_8859_1));
        }
    }

    /** All that has been written, which must be whole. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** A pair whose name is not one of ours. */
    void putAny(String name, String value) {
        separate();
        string(name);
        reserve(1);
        bytes[length++] = ':';
        string(value);
    }

    /** Our own names are ASCII and need no escapes, which is what the deprecated method is right for. */
    @SuppressWarnings("deprecation")
    private void name(String name) {
        separate();
        var chars = name.length();
        reserve(chars + 3);
        bytes[length] = '"';
        name.getBytes(0, chars, bytes, length + 1);
        bytes[length + chars + 1] = '"';
        bytes[length + chars + 2] = ':';
        length += chars + 3;
    }

    private void open(char bracket) {
        reserve(1);
        bytes[length++] = (byte) bracket;
        first = true;
    }

    private void close(char bracket) {
        reserve(1);
        bytes[length++] = (byte) bracket;
        first = false;
    }

    private void separate() {
        if (!first) {
            reserve(1);
            bytes[length++] = ',';
        }
        first = false;
    }

    /** Where anything has to be escaped or is not ASCII, Jackson does it. */
    private void string(String text) {
        var chars = text.length();
        reserve(chars + 2);
        bytes[length] = '"';
        var start = length + 1;
        for (int i = 0; i < chars; i++) {
            var c = text.charAt(i);
            if (!JsonStrings.isPlain(c)) {
                escaped(text);
                return;
            }
            bytes[start + i] = (byte) c;
        }
        bytes[start + chars] = '"';
        length = start + chars + 1;
    }

    private void escaped(String text) {
        var quoted = text.codePoints().anyMatch(JsonOutput::isHalf)
                ? quotedHalves(text)
                : JsonStringEncoder.getInstance().quoteAsUTF8(text);
        reserve(quoted.length + 2);
        bytes[length++] = '"';
        raw(quoted);
        reserve(1);
        bytes[length++] = '"';
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Half of a surrogate pair has no UTF-8. It is written as an escape, so that a reader finds it and can say so. */
    private static byte[] quotedHalves(String text) {
        var quoted = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            if (isHalf(codePoint)) {
                quoted.append("\\u%04x".formatted(codePoint));
            } else {
                JsonStringEncoder.getInstance().quoteAsString(Character.toString(codePoint), quoted);
            }
        });
        return quoted.toString().getBytes(UTF_8);
    }

    private void raw(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
