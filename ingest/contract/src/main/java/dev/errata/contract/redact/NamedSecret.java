package dev.errata.contract.redact;

import dev.errata.contract.redact.SecretNames.Strength;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of a pair whose name says that it is a secret: {@code api_key=…}, {@code "password": "…"}, the same inside
 * a JSON string, {@code &token=…}, {@code Authorization: Bearer …}.
 */
record NamedSecret() implements Shape {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DECORATION = 8;
    private static final int LONGEST_LITERAL = 6;
    private static final Set<String> LITERALS = Set.of("null", "true", "false", "None");
    private static final String QUOTES = "\"'`";
    private static final String LINE_ENDS = "\"'`\\\r\n";
    private static final String ENDS = "&,;\"'`<\\ \t\r\n";
    private static final String BEFORE_VALUE = " >=:[\\";
    private static final Set<String> SCHEMES =
            Set.of("bearer", "basic", "token", "apikey", "api-key", "key", "digest", "negotiate");

    @Override
    public String triggers() {
        return "=:%";
    }

    @Override
    public String signs() {
        return "%";
    }

    @Override
    public String separators() {
        return "=:";
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        var separator = separatorAt(text, index);
        if (separator == 0) {
            return null;
        }
        var nameEnd = beforeDecoration(text, index);
        var name = text.slice(text.startOf(CharClass.NAME, nameEnd, LONGEST_NAME), nameEnd);
        var strength = strength(text, name, nameEnd);
        if (strength == Strength.NONE) {
            return null;
        }
        var ends = SecretNames.isCookie(name) ? LINE_ENDS : ENDS;
        var value = valueAt(text, index + separator, ends);
        return value == null || isHarmless(text, value, strength, nameEnd == index) ? null : value;
    }

    private static int separatorAt(Scan text, int index) {
        if (text.at(index) == '%') {
            return text.startsWithIgnoringCase("%3d", index) || text.startsWithIgnoringCase("%3a", index) ? 3 : 0;
        }
        return text.startsWith("://", index) ? 0 : 1;
    }

    private static Strength strength(Scan text, String name, int nameEnd) {
        var query = name.equals("key") && "?&".indexOf(text.at(nameEnd - name.length() - 1)) >= 0;
        var prose = name.equalsIgnoreCase("key") || name.equalsIgnoreCase("provided");
        if (query || (prose && SecretNames.announces(text.slice(Math.max(text.floor(), nameEnd - 16), nameEnd)))) {
            return Strength.VAGUE;
        }
        return SecretNames.of(name);
    }

    /** Steps back over spaces, quotes and their escapes. */
    private static int beforeDecoration(Scan text, int index) {
        var end = index;
        while (end > text.floor() && index - end < LONGEST_DECORATION && isDecoration(text, end - 1)) {
            end--;
        }
        return end;
    }

    private static boolean isDecoration(Scan text, int index) {
        var c = text.at(index);
        return c == ']' ? QUOTES.indexOf(text.at(index - 1)) >= 0 : " \\\"'`".indexOf(c) >= 0;
    }

    private static @Nullable Span valueAt(Scan text, int from, String ends) {
        var start = from;
        while (start - from < LONGEST_DECORATION && isBeforeValue(text, start)) {
            start++;
        }
        var quote = QUOTES.indexOf(text.at(start)) >= 0;
        if (text.startsWith(Redactor.OPENING, quote ? start + 1 : start)) {
            return null;
        }
        var value = quote ? quoted(text, start) : plain(text, start, ends);
        return value.end() == value.start() ? null : value;
    }

    /** A mask is a value already, and a backslash may begin the escape of white space instead of that of a quote. */
    private static boolean isBeforeValue(Scan text, int index) {
        var space = text.at(index) == '\\' && Character.isLetter(text.at(index + 1));
        return BEFORE_VALUE.indexOf(text.at(index)) >= 0 && !space && !text.startsWith(Redactor.OPENING, index);
    }

    private static boolean isHarmless(Scan text, Span value, Strength strength, boolean bare) {
        var word = text.slice(value.start(), Math.min(value.end(), value.start() + LONGEST_LITERAL));
        if (LITERALS.contains(word) || (word.length() == 1 && !CharClass.ALNUM.has(word.charAt(0)))) {
            return true;
        }
        if (strength == Strength.VAGUE) {
            return !Looks.secret(text, value.start(), value.end());
        }
        return bare && text.at(value.start() - 1) == ' ' && Looks.prose(text, value.start(), value.end());
    }

    /** Up to the same quote again; an escaped one ends at its own kind, a plain one skips what is escaped. */
    private static Span quoted(Scan text, int quote) {
        var escaped = text.at(quote - 1) == '\\';
        var start = quote + 1;
        var end = start;
        while (end < text.length() && text.at(end) != text.at(quote)) {
            end += !escaped && text.at(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, text.length());
        while (escaped && end > start && text.at(end - 1) == '\\') {
            end--;
        }
        return new Span(start, end);
    }

    /** Up to what cannot belong to it; after a scheme such as {@code Bearer} the next word, too; but no full stop or bracket. */
    private static Span plain(Scan text, int start, String ends) {
        var end = endOfWord(text, start, ends);
        if (text.at(end) == ' ' && isScheme(text.slice(start, end))) {
            end = endOfWord(text, end + 1, ends);
        }
        while (end > start && ".)}]".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        return new Span(start, end);
    }

    private static boolean isScheme(String word) {
        return SCHEMES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static int endOfWord(Scan text, int start, String ends) {
        var end = start;
        while (end < text.length() && ends.indexOf(text.at(end)) < 0) {
            end++;
        }
        return end;
    }
}
