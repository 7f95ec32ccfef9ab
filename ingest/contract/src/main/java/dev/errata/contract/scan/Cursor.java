package dev.errata.contract.scan;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Reads the tokens of one JSON document, strictly; what it refuses may be good all the same. Not thread-safe. */
final class Cursor {
    private static final int MOST_DIGITS = 18;

    /** What {@link #number} answers where it does not know. */
    static final long NO_NUMBER = -1;

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded;
    private byte[] bytes = {};
    private int at;
    private boolean plain;

    /** For documents of so many bytes at most. */
    Cursor(int longest) {
        decoded = CharBuffer.allocate(longest);
    }

    void reset(byte[] document) {
        bytes = document;
        at = 0;
    }

    int at() {
        return at;
    }

    boolean isAtEnd() {
        return peek() == 0 && at == bytes.length;
    }

    /** The next byte that is no white space, 0 at the end; read. */
    byte next() {
        var next = peek();
        at++;
        return next;
    }

    /** As {@link #next}, not read. */
    byte peek() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at < bytes.length ? bytes[at] : 0;
    }

    /** A string of printable ASCII without escapes; afterwards {@link #at} is behind its closing quote. */
    boolean plainString() {
        if (next() != '"') {
            return false;
        }
        at = PlainText.end(bytes, at);
        return at < bytes.length && bytes[at++] == '"';
    }

    /** Any valid string. */
    boolean string() {
        if (next() != '"') {
            return false;
        }
        var start = at;
        var ascii = true;
        plain = true;
        for (at = PlainText.end(bytes, at); at < bytes.length; at = PlainText.end(bytes, at)) {
            var b = bytes[at++];
            if (b == '"') {
                return ascii || isUtf8(start, at - 1);
            }
            if ((b >= 0 && b < ' ') || (b == '\\' && !escape())) {
                return false;
            }
            ascii &= b >= 0;
            plain &= b == 0x7f;
        }
        return false;
    }

    /** Whether the last {@link #string} stands there as it is: ASCII without escapes. */
    boolean isPlain() {
        return plain;
    }

    /** A whole number that is not negative, or {@link #NO_NUMBER}. */
    long number() {
        var start = at;
        var number = 0L;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < MOST_DIGITS) {
            number = number * 10 + (bytes[at++] - '0');
        }
        var whole = at > start && (bytes[start] != '0' || at - start == 1);
        return whole ? number : NO_NUMBER;
    }

    boolean literal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at >= bytes.length || bytes[at++] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean escape() {
        var escaped = at < bytes.length ? bytes[at++] : 0;
        if (escaped != 'u') {
            return escaped > 0 && "\"\\/bfnrt".indexOf(escaped) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            if (at >= bytes.length || bytes[at] < 0 || Character.digit(bytes[at++], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8(int start, int end) {
        utf8.reset();
        decoded.clear();
        return !utf8.decode(ByteBuffer.wrap(bytes, start, end - start), decoded, true)
                .isError();
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
