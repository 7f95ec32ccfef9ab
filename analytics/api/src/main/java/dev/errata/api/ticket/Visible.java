package dev.errata.api.ticket;

import java.util.regex.Pattern;

/** Makes characters seen that a reader would not see, or that would move what follows. */
final class Visible {
    /** Control, zero-width and direction characters; line breaks and tabs are left to {@link #line}. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]");

    private static final Pattern BREAKS = Pattern.compile("\\s*[\\n\\t]\\s*");

    private Visible() {}

    /** In several lines. */
    static String text(String text) {
        return HIDDEN.matcher(text.replace("\r\n", "\n"))
                .replaceAll(found -> "⟨U+%04X⟩".formatted(found.group().codePointAt(0)));
    }

    /** In one line. */
    static String line(String text) {
        return text(BREAKS.matcher(text).replaceAll(" "));
    }
}
