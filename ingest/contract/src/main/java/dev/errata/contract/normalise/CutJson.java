package dev.errata.contract.normalise;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Closes JSON that was cut off, so that what is there can be read. Confined to one text. */
final class CutJson {
    private final Deque<Character> open = new ArrayDeque<>();
    private boolean inString;
    private boolean escaped;
    private int lastComma = -1;

    private CutJson(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            read(text.charAt(i), i);
        }
    }

    /** The text with its strings and brackets closed; empty where nothing is open. */
    static Optional<String> closed(String text) {
        var cut = new CutJson(text);
        return cut.open.isEmpty() ? Optional.empty() : Optional.of(cut.close(text));
    }

    /** As {@link #closed}, without the field in which the text was cut. */
    static Optional<String> closedAfterLastField(String text) {
        var comma = new CutJson(text).lastComma;
        return comma < 0 ? Optional.empty() : closed(text.substring(0, comma));
    }

    private void read(char c, int index) {
        if (inString) {
            readInString(c);
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            open.push(c);
        } else if ((c == '}' || c == ']') && !open.isEmpty()) {
            open.pop();
        } else if (c == ',') {
            lastComma = index;
        }
    }

    private void readInString(char c) {
        inString = escaped || c != '"';
        escaped = !escaped && c == '\\';
    }

    private String close(String text) {
        var closed = new StringBuilder(escaped ? text.substring(0, text.length() - 1) : text);
        if (inString) {
            closed.append('"');
        }
        open.forEach(bracket -> closed.append(bracket == '{' ? '}' : ']'));
        return closed.toString();
    }
}
