package dev.errata.contract;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what nearly every record is: an object of ASCII strings without escapes, whole numbers, flags, nulls and such
 * objects. It takes a third of the time of the full parser, gives the same tree, and leaves everything else, good or
 * bad, to that.
 */
final class PlainJson {
    private static final int LONGEST = 64 * 1024;
    private static final int DEEPEST = 8;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_DIGITS = 18;
    private static final int FIELDS = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final byte[] bytes;
    private int at;

    private PlainJson(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The object, or null where the bytes are anything else than a plain one. */
    static @Nullable ObjectNode read(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return null;
        }
        var in = new PlainJson(bytes);
        var object = in.next() == '{' ? in.object(1) : null;
        return in.peek() == 0 && in.at == bytes.length ? object : null;
    }

    /** The rest of an object of which the brace has been read. */
    private @Nullable ObjectNode object(int depth) {
        var object = new ObjectNode(NODES, new LinkedHashMap<>(FIELDS));
        if (peek() == '}') {
            at++;
            return object;
        }
        byte separator;
        do {
            var name = next() == '"' ? string(LONGEST_NAME) : null;
            var value = name != null && next() == ':' ? value(depth) : null;
            if (name == null || value == null || object.replace(name, value) != null) {
                return null;
            }
            separator = next();
        } while (separator == ',');
        return separator == '}' ? object : null;
    }

    private @Nullable JsonNode value(int depth) {
        var first = next();
        return switch (first) {
            case '"' -> {
                var text = string(LONGEST);
                yield text == null ? null : NODES.stringNode(text);
            }
            case '{' -> depth < DEEPEST ? object(depth + 1) : null;
            case 't' -> literal("rue") ? NODES.booleanNode(true) : null;
            case 'f' -> literal("alse") ? NODES.booleanNode(false) : null;
            case 'n' -> literal("ull") ? NODES.nullNode() : null;
            default -> first >= '0' && first <= '9' ? number(first) : null;
        };
    }

    /** Up to the closing quote. */
    private @Nullable String string(int longest) {
        var start = at;
        while (at < bytes.length && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        if (at >= bytes.length || bytes[at] != '"' || at - start > longest) {
            return null;
        }
        var text = new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
        at++;
        return text;
    }

    private @Nullable JsonNode number(byte first) {
        var start = at - 1;
        var number = (long) first - '0';
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < MOST_DIGITS) {
            number = number * 10 + bytes[at] - '0';
            at++;
        }
        var whole = at < bytes.length && (bytes[at] == ',' || bytes[at] == '}' || isSpace(bytes[at]));
        if (!whole || (first == '0' && at - start > 1)) {
            return null;
        }
        return number <= Integer.MAX_VALUE ? NODES.numberNode((int) number) : NODES.numberNode(number);
    }

    private boolean literal(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (at >= bytes.length || bytes[at] != rest.charAt(i)) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** The next byte that is no white space, 0 at the end; read. */
    private byte next() {
        var next = peek();
        at++;
        return next;
    }

    /** As {@link #next}, not read. */
    private byte peek() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at < bytes.length ? bytes[at] : 0;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
