package dev.errata.contract.normalise;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the little that an HTML page or an XML error says, by its tags alone. */
final class Markup {
    private static final List<String> HEADINGS = List.of("title", "h1", "h2");
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&nbsp;", " ");

    private final String text;
    private final String lowerCase;

    Markup(String text) {
        this.text = text;
        this.lowerCase = text.toLowerCase(Locale.ROOT);
    }

    /** Whether the text is a page or an XML document. */
    static boolean is(String text) {
        return text.stripLeading().startsWith("<");
    }

    ErrorFields fields() {
        return new ErrorFields(tag("code"), tag("type"), message());
    }

    @Nullable
    String requestId() {
        return tag("requestid");
    }

    private @Nullable String message() {
        var message = tag("message");
        for (var heading : HEADINGS) {
            message = message == null ? tag(heading) : message;
        }
        return message;
    }

    /** The text of the first tag of that name, without whatever tags are in it. */
    private @Nullable String tag(String name) {
        if (lowerCase.length() != text.length()) {
            return null;
        }
        var opening = opening(name);
        var start = opening < 0 ? 0 : lowerCase.indexOf('>', opening) + 1;
        var end = start == 0 ? -1 : lowerCase.indexOf("</" + name, start);
        return end < 0 ? null : plain(text.substring(start, end));
    }

    private int opening(String name) {
        var start = lowerCase.indexOf("<" + name);
        while (start >= 0 && Character.isLetterOrDigit(charAfter(start + 1 + name.length()))) {
            start = lowerCase.indexOf("<" + name, start + 1);
        }
        return start;
    }

    private char charAfter(int index) {
        return index < text.length() ? text.charAt(index) : ' ';
    }

    private static @Nullable String plain(String inner) {
        var plain = inner.replaceAll("<[^>]*>", " ");
        for (var entity : ENTITIES.entrySet()) {
            plain = plain.replace(entity.getKey(), entity.getValue());
        }
        plain = plain.replace("&amp;", "&").replaceAll("\\s+", " ").strip();
        return plain.isEmpty() ? null : plain;
    }
}
