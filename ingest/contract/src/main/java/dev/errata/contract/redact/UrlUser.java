package dev.errata.contract.redact;

import org.jspecify.annotations.Nullable;

/** What stands before the {@code @} of a URL, or of Oracle's JDBC form {@code thin:user/password@}. */
record UrlUser() implements Shape {
    private static final String ORACLE = ":thin:";
    private static final String ENDS = "?#\"'<>\\ \t\r\n";

    @Override
    public String triggers() {
        return ":";
    }

    @Override
    public String signs() {
        return "@";
    }

    @Override
    public @Nullable Span at(Scan text, int index) {
        if (text.startsWith("://", index)) {
            return before(text, index + 3, ENDS + "/");
        }
        return text.startsWith(ORACLE, index) ? before(text, index + ORACLE.length(), ENDS + ":") : null;
    }

    private static @Nullable Span before(Scan text, int start, String ends) {
        var last = -1;
        var end = start;
        while (end < text.length() && ends.indexOf(text.at(end)) < 0) {
            if (text.at(end) == '@') {
                last = end;
            }
            end++;
        }
        return last > start && !text.startsWith(Redactor.OPENING, start) ? new Span(start, last) : null;
    }
}
