package dev.errata.contract.scan;

import dev.errata.contract.EventIds;
import dev.errata.contract.Limits;
import java.util.Arrays;
import java.util.UUID;

/**
 * Finds the fields of an event in its bytes, and checks all that the codec checks, without making an object. Where it
 * says yes the codec would accept the record, and read of each field what this tells of it. Where it says no the record
 * may be good or bad, and the codec has to be asked: that is so for escapes outside of {@code message}, {@code raw_body}
 * and values of {@code attributes}, for unknown fields, text that would be cut, unusual forms of times and the like.
 *
 * <p>One for each thread: what it tells is of the last record. The record must not be changed meanwhile.
 */
@SuppressWarnings("EnumOrdinal") // indexes that live no longer than a record
public final class EventScanner {
    private static final int LONGEST = 64 * 1024;
    private static final int FIELDS = EventField.values().length;

    private final Cursor in = new Cursor(LONGEST);
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private final long[] numbers = new long[FIELDS];
    private final int[] keyStarts = new int[Limits.ATTRIBUTES];
    private final int[] keyEnds = new int[Limits.ATTRIBUTES];
    private final PlainId id = new PlainId();

    private byte[] record = {};
    private long seen;
    private long valued;
    private long plain;
    private long timeMicros;

    /** Whether the record is an event that this understands; only then the other methods tell anything. */
    public boolean scan(byte[] bytes) {
        record = bytes;
        in.reset(bytes);
        seen = 0;
        valued = 0;
        plain = 0;
        return bytes.length <= LONGEST && object() && has(EventField.EVENT_ID) && has(EventField.TIME);
    }

    /** Whether the field has a value that counts: neither null nor an empty string. */
    public boolean has(EventField field) {
        return (valued & bit(field)) != 0;
    }

    /** Whether the bytes from {@link #start} to {@link #end} are the value itself, in ASCII and within its limit. */
    public boolean isPlain(EventField field) {
        return (plain & bit(field)) != 0;
    }

    /** Where the field's value begins, behind the quote of a string; only of a field that this {@link #has}. */
    public int start(EventField field) {
        return starts[field.ordinal()];
    }

    /** Where it ends, before the quote of a string. */
    public int end(EventField field) {
        return ends[field.ordinal()];
    }

    /** The value of a number, or of a flag, where 1 is true; only of a field that this {@link #has}. */
    public long number(EventField field) {
        return numbers[field.ordinal()];
    }

    /** The first half of {@code event_id}, as {@link UUID#getMostSignificantBits} has it. */
    public long idHigh() {
        return id.high();
    }

    /** The second half of {@code event_id}. */
    public long idLow() {
        return id.low();
    }

    /** The time inside {@code event_id}, in milliseconds since 1970, as {@link EventIds#time} has it. */
    public long idMillis() {
        return id.high() >>> 16;
    }

    /** {@code time}, in microseconds since 1970. */
    public long timeMicros() {
        return timeMicros;
    }

    private boolean object() {
        if (in.next() != '{') {
            return false;
        }
        byte separator;
        do {
            if (!member()) {
                return false;
            }
            separator = in.next();
        } while (separator == ',');
        return separator == '}' && in.isAtEnd();
    }

    private boolean member() {
        in.peek();
        var nameStart = in.at() + 1;
        var field = in.plainString() ? FieldNames.find(record, nameStart, in.at() - 1) : null;
        if (field == null || (seen & bit(field)) != 0 || in.next() != ':') {
            return false;
        }
        seen |= bit(field);
        if (in.peek() == 'n') {
            return in.literal("null");
        }
        return value(field);
    }

    private boolean value(EventField field) {
        return switch (field.kind()) {
            case LABEL -> text(field) && length(field) <= Limits.LABEL_CHARS;
            case ID -> text(field) && length(field) <= Limits.ID_CHARS && isStripped(field);
            case TEXT -> anyText(field);
            case EVENT_ID -> text(field) && id.read(record, start(field), end(field));
            case TIME -> text(field) && time(field);
            case NUMBER -> wholeNumber(field);
            case FLAG -> flag(field);
            case ATTRIBUTES -> attributes(field);
            case NAMES -> names(field);
        };
    }

    private boolean text(EventField field) {
        var start = in.at() + 1;
        return in.plainString() && valued(field, start, in.at() - 1, true);
    }

    private boolean anyText(EventField field) {
        var start = in.at() + 1;
        if (!in.string()) {
            return false;
        }
        var end = in.at() - 1;
        var fits = field != EventField.RAW_BODY || end - start <= Limits.RAW_BODY_BYTES;
        return valued(field, start, end, in.isPlain() && fits);
    }

    private boolean valued(EventField field, int start, int end, boolean isPlain) {
        starts[field.ordinal()] = start;
        ends[field.ordinal()] = end;
        valued |= end > start ? bit(field) : 0;
        plain |= isPlain ? bit(field) : 0;
        return true;
    }

    private boolean time(EventField field) {
        timeMicros = PlainTime.micros(record, start(field), end(field));
        return timeMicros != PlainTime.UNKNOWN;
    }

    private boolean wholeNumber(EventField field) {
        var start = in.at();
        var number = in.number();
        return valued(field, start, in.at(), true) && number(field, number);
    }

    private boolean number(EventField field, long number) {
        numbers[field.ordinal()] = number;
        valued |= bit(field);
        return number != Cursor.NO_NUMBER && field.allows(number);
    }

    private boolean flag(EventField field) {
        var isTrue = in.peek() == 't';
        return in.literal(isTrue ? "true" : "false") && number(field, isTrue ? 1 : 0);
    }

    private boolean names(EventField field) {
        var start = in.at();
        if (in.next() != '[') {
            return false;
        }
        byte separator = ',';
        while (separator == ',' && in.peek() == '"') {
            separator = in.plainString() ? in.next() : 0;
        }
        return separator == ']' && valued(field, start, in.at(), false);
    }

    private boolean attributes(EventField field) {
        var start = in.at();
        if (in.next() != '{') {
            return false;
        }
        var pairs = 0;
        var bytes = 0;
        byte separator = ',';
        while (separator == ',' && in.peek() == '"' && pairs < Limits.ATTRIBUTES) {
            var pairStart = in.at();
            separator = key(pairs++) && in.next() == ':' && in.string() ? in.next() : 0;
            bytes += in.at() - pairStart;
        }
        var isEmpty = pairs == 0 && in.peek() == '}';
        var isClosed = isEmpty ? in.next() == '}' : separator == '}';
        return isClosed && bytes <= Limits.ATTRIBUTE_BYTES && valued(field, start, in.at(), false);
    }

    /** A key, other than those before it. */
    private boolean key(int index) {
        keyStarts[index] = in.at() + 1;
        if (!in.plainString()) {
            return false;
        }
        keyEnds[index] = in.at() - 1;
        for (int i = 0; i < index; i++) {
            if (Arrays.equals(record, keyStarts[i], keyEnds[i], record, keyStarts[index], keyEnds[index])) {
                return false;
            }
        }
        return keyEnds[index] - keyStarts[index] <= Limits.LABEL_CHARS;
    }

    private int length(EventField field) {
        return end(field) - start(field);
    }

    private boolean isStripped(EventField field) {
        return !has(field) || (record[start(field)] != ' ' && record[end(field) - 1] != ' ');
    }

    private static long bit(EventField field) {
        return 1L << field.ordinal();
    }
}
