package dev.errata.contract;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes text storable: Postgres takes neither NUL nor half a surrogate pair, and indexes only short ids. */
public final class Text {
    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** The text with every NUL and lone surrogate replaced by U+FFFD; the same object where there is none. */
    public static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c == 0 || c >= Character.MIN_SURROGATE) && isBad(text, i)) {
                return replaceBad(text);
            }
        }
        return text;
    }

    /** At most so many characters, never half a code point. */
    public static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        var splits = Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, splits ? maxChars - 1 : maxChars);
    }

    /** At most so many bytes of UTF-8, never half a code point. */
    public static String cutToBytes(String text, int maxBytes) {
        if (utf8Length(text) <= maxBytes) {
            return text;
        }
        var bytes = 0;
        var end = 0;
        while (end < text.length()) {
            var codePoint = text.codePointAt(end);
            bytes += utf8Length(codePoint);
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end);
    }

    /** Its length in bytes of UTF-8. */
    public static int utf8Length(String text) {
        var bytes = 0;
        for (int i = 0; i < text.length(); ) {
            var codePoint = text.codePointAt(i);
            bytes += utf8Length(codePoint);
            i += Character.charCount(codePoint);
        }
        return bytes;
    }

    /** Trimmed printable ASCII of bounded length, kept exactly; anything else becomes its hash. */
    static String id(String text) {
        var trimmed = text.strip();
        return trimmed.length() <= Limits.ID_CHARS && isPrintableAscii(trimmed)
                ? trimmed
                : "sha256:" + HexFormat.of().formatHex(EventIds.sha256(trimmed.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    private static boolean isBad(String text, int index) {
        var c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return c == 0;
    }

    private static String replaceBad(String text) {
        var cleaned = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isBad(text, i)) {
                cleaned.setCharAt(i, REPLACEMENT);
            }
        }
        return cleaned.toString();
    }
}
