package dev.errata.contract.quick;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Limits;
import java.util.List;
import java.util.Locale;

/** The fields of an event that is handled here, in the order in which they are written. */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are filled once and never changed
enum EventField {
    EVENT_ID(Form.EVENT_ID, 0, 0),
    TIME(Form.TIME, 0, 0),
    PROJECT(Form.TEXT, 1, Limits.LABEL_CHARS),
    APP(Form.TEXT, 1, Limits.LABEL_CHARS),
    APP_VERSION(Form.TEXT, 1, Limits.LABEL_CHARS),
    ENV(Form.TEXT, 1, Limits.LABEL_CHARS),
    REGION(Form.TEXT, 1, Limits.LABEL_CHARS),
    PROVIDER(Form.TEXT, 1, Limits.LABEL_CHARS),
    MODEL(Form.TEXT, 1, Limits.LABEL_CHARS),
    OPERATION(Form.TEXT, 1, Limits.LABEL_CHARS),
    STREAMING(Form.FLAG, 0, 0),
    KEY_ID(Form.TEXT, 1, Limits.LABEL_CHARS),
    STATUS(Form.NUMBER, 100, 999),
    CODE(Form.TEXT, 1, Limits.LABEL_CHARS),
    TYPE(Form.TEXT, 1, Limits.LABEL_CHARS),
    MESSAGE(Form.TEXT, 1, Limits.MESSAGE_CHARS),
    PARAM(Form.TEXT, 1, Limits.LABEL_CHARS),
    REQUEST_ID(Form.ID, 1, Limits.ID_CHARS),
    PROVIDER_REQUEST_ID(Form.ID, 1, Limits.ID_CHARS),
    TASK_ID(Form.ID, 1, Limits.ID_CHARS),
    TRACE_ID(Form.ID, 1, Limits.ID_CHARS),
    CALL_ID(Form.ID, 1, Limits.ID_CHARS),
    ATTEMPT(Form.NUMBER, 1, ErrorEventCodec.MAX_ATTEMPT),
    LATENCY_MS(Form.NUMBER, 0, Long.MAX_VALUE),
    TIMEOUT_MS(Form.NUMBER, 0, Long.MAX_VALUE),
    RETRY_AFTER_MS(Form.NUMBER, 0, Long.MAX_VALUE),
    LIMIT_KIND(Form.TEXT, 1, Limits.LABEL_CHARS),
    RAW_BODY(Form.TEXT, 1, Limits.RAW_BODY_BYTES);

    static final List<EventField> ALL = List.of(values());

    /** What a value looks like. */
    enum Form {
        EVENT_ID,
        TIME,
        TEXT,
        ID,
        FLAG,
        NUMBER;

        boolean isText() {
            return this != FLAG && this != NUMBER;
        }
    }

    private final Form form;
    private final long least;
    private final long most;
    private final byte[] quotedName;
    private final byte[] start;

    /** From the least to the most characters of a text, or value of a number. */
    EventField(Form form, long least, long most) {
        this.form = form;
        this.least = least;
        this.most = most;
        var quoted = '"' + name().toLowerCase(Locale.ROOT) + '"';
        quotedName = quoted.getBytes(US_ASCII);
        start = ((form == Form.EVENT_ID ? "{" : ",") + quoted + (form.isText() ? ":\"" : ":")).getBytes(US_ASCII);
    }

    Form form() {
        return form;
    }

    boolean has(long number) {
        return number >= least && number <= most;
    }

    /** Whether nothing of this text is cut off: ids stand without spaces around them. */
    boolean isWhole(byte[] text, int start, int end) {
        return form != Form.ID || (text[start] != ' ' && text[end - 1] != ' ');
    }

    byte[] quotedName() {
        return quotedName;
    }

    /** What stands before its value: what separates it from the value before, the name, the quote that opens a text. */
    byte[] start() {
        return start;
    }
}
