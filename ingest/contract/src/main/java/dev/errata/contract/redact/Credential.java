package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/**
 * The credentials after an HTTP authentication scheme: {@code Bearer x}, {@code Basic x}.
 *
 * @param scheme in lower case; any case is found
 */
record Credential(String scheme) implements Shape {
    @Override
    public String triggers() {
        return scheme.substring(0, 1) + Character.toUpperCase(scheme.charAt(0));
    }

    @Override
    public String opening() {
        return scheme;
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (!text.startsWithIgnoringCase(scheme, index)) {
            return null;
        }
        var start = afterGap(text, index + scheme.length());
        var end = text.endOf(CharClass.TOKEN, start, Integer.MAX_VALUE);
        var found = start > index + scheme.length() && Looks.secret(text, start, end);
        return found ? new Span(start, end) : null;
    }

    /** A gap is spaces, a colon, or one of the escapes of a space in a URL. */
    private static int afterGap(Scan text, int start) {
        if (text.startsWith("%20", start)) {
            return start + 3;
        }
        var end = start;
        while (end - start < 4 && " :+\"'".indexOf(text.at(end)) >= 0) {
            end++;
        }
        return end;
    }
}
