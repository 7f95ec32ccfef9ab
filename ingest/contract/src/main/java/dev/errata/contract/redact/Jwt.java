package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/** Two to five base64url parts, the first a JSON object; or the start of them, where the text was cut. */
record Jwt() implements Shape {
    private static final String START = "eyJ";
    private static final int LEAST_HEADER = 10;
    private static final int LEAST_CUT = 40;
    private static final int PARTS = 5;

    @Override
    public String triggers() {
        return "e";
    }

    @Override
    public String prefix() {
        return START;
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (!text.startsWith(START, index) || !text.isBoundary(index, CharClass.WORD)) {
            return null;
        }
        var end = text.endOf(CharClass.WORD, index, Integer.MAX_VALUE);
        if (end - index < LEAST_HEADER) {
            return null;
        }
        var parts = 1;
        while (parts < PARTS && text.at(end) == '.' && CharClass.WORD.has(text.at(end + 1))) {
            end = text.endOf(CharClass.WORD, end + 1, Integer.MAX_VALUE);
            parts++;
        }
        var cut = end - index >= LEAST_CUT && (end == text.length() || text.at(end) == '.' || text.at(end) == '…');
        return parts > 1 || cut ? new Span(index, end) : null;
    }
}
