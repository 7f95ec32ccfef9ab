package dev.errata.contract.quick;

import dev.errata.contract.JsonStrings;
import dev.errata.contract.redact.Redactor;
import java.util.Arrays;

/** Where the values of one event's fields stand in its JSON. One thread at a time. */
final class FieldValues {
    static final int EVENT_ID = EventField.ALL.indexOf(EventField.EVENT_ID);

    private static final int FIELDS = EventField.ALL.size();
    private static final int UNSEEN = -1;
    private static final int TIME = EventField.ALL.indexOf(EventField.TIME);
    private static final int MOST_DIGITS = 18;

    private final Redactor redactor;
    private final TimeCheck times = new TimeCheck();
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private byte[] bytes = {};
    private int at;
    private int end;

    FieldValues(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Whether a field has one; null is none. */
    boolean has(int field) {
        return ends[field] > starts[field];
    }

    /** Where it begins, behind the quote of a text. */
    int start(int field) {
        return starts[field];
    }

    /** Where it ends, behind the quote of a text. */
    int end(int field) {
        return ends[field];
    }

    /** Whether there is one object with nothing but known fields in the very form in which they are written. */
    boolean read(byte[] from, int first, int last) {
        bytes = from;
        at = first;
        end = last;
        Arrays.fill(starts, UNSEEN);
        Arrays.fill(ends, UNSEEN);
        return next() == '{' && fields() && peek() == 0 && at == end && has(EVENT_ID) && has(TIME);
    }

    private boolean fields() {
        var expected = 0;
        byte separator;
        do {
            var field = name(expected);
            if (field == UNSEEN || starts[field] != UNSEEN || next() != ':' || !value(field)) {
                return false;
            }
            expected = field + 1;
            separator = next();
        } while (separator == ',');
        return separator == '}';
    }

    /** Nearly everybody writes the fields in the same order every time. */
    private int name(int expected) {
        peek();
        for (int i = 0; i < FIELDS; i++) {
            var field = (expected + i) % FIELDS;
            var name = EventField.ALL.get(field).quotedName();
            if (isHere(name)) {
                at += name.length;
                return field;
            }
        }
        return UNSEEN;
    }

    /** Names are short, and most of the others differ in their second letter. */
    private boolean isHere(byte[] name) {
        if (end - at < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean value(int index) {
        var field = EventField.ALL.get(index);
        var first = peek();
        if (first == 'n') {
            starts[index] = at;
            ends[index] = at;
            return literal("null");
        }
        if (field.form().isText() && next() != '"') {
            return false;
        }
        starts[index] = at;
        var isGood = switch (field.form()) {
            case EVENT_ID -> IdCheck.isCanonical(bytes, at, endOfText());
            case TIME -> times.isCanonical(bytes, at, endOfText());
            case TEXT, ID -> text(field, at, endOfText());
            case FLAG -> literal(first == 't' ? "true" : "false");
            case NUMBER -> number(field);
        };
        ends[index] = at;
        return isGood;
    }

    /** Reads it, and the quote. */
    private int endOfText() {
        var textEnd = JsonStrings.endOfPlain(bytes, at, end);
        at = textEnd;
        return literal("\"") ? textEnd : UNSEEN;
    }

    private boolean text(EventField field, int start, int textEnd) {
        return field.has(textEnd - start)
                && field.isWhole(bytes, start, textEnd)
                && redactor.isPlainAndClean(bytes, start, textEnd);
    }

    private boolean number(EventField field) {
        var start = at;
        var number = 0L;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start < MOST_DIGITS) {
            number = number * 10 + (bytes[at] - '0');
            at++;
        }
        var isPlain = at > start && (bytes[start] != '0' || at - start == 1);
        return isPlain && field.has(number);
    }

    private boolean literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || bytes[at] != word.charAt(i)) {
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
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at < end ? bytes[at] : 0;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
