package dev.errata.contract;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Reads and writes one kind of record as a JSON object. Unknown fields are ignored, null ones are not written, and the
 * order of the fields is fixed. Safe from any thread.
 *
 * @param <R> the record
 */
public abstract sealed class RecordCodec<R> permits ErrorEventCodec, TrafficRecordCodec, CallOutcomeCodec {
    private static final int USUAL_BYTES = 768;

    /**
     * Reads one record from its bytes.
     *
     * @throws InvalidRecordException naming the field at fault; the message is fit for the sender
     */
    public final R decode(byte[] utf8) throws InvalidRecordException {
        if (utf8.length > Limits.RECORD_BYTES) {
            throw new InvalidRecordException(Reason.TOO_LARGE, null, "more than " + Limits.RECORD_BYTES + " bytes");
        }
        return decode(Json.parse(utf8));
    }

    /** As {@link #decode(byte[])}, of JSON that {@link Json#parse} has read. */
    public final R decode(JsonNode node) throws InvalidRecordException {
        return read(new Fields(node));
    }

    /**
     * The record as its readers will have it: within the {@link Limits}, and storable.
     *
     * @throws InvalidRecordException where it breaks a rule that no cutting can meet
     */
    public R fitted(R value) throws InvalidRecordException {
        return decode(toJson(value));
    }

    /** The record's own form: what {@link #decode} makes of it is equal to the record. */
    public final byte[] encode(R value) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (var out = Json.generator(bytes)) {
            write(value, out);
        }
        return bytes.toByteArray();
    }

    /** As {@link #encode}, as a tree. */
    public final ObjectNode toJson(R value) {
        try (var out = TokenBuffer.forGeneration()) {
            write(value, out);
            return Json.tree(out);
        }
    }

    abstract R read(Fields fields) throws InvalidRecordException;

    /** Writes one whole object. */
    abstract void write(R value, JsonGenerator out);

    static void put(JsonGenerator out, String name, @Nullable String value) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }

    static void put(JsonGenerator out, String name, @Nullable Integer value) {
        if (value != null) {
            out.writeNumberProperty(name, value);
        }
    }

    static void put(JsonGenerator out, String name, @Nullable Long value) {
        if (value != null) {
            out.writeNumberProperty(name, value);
        }
    }

    static void put(JsonGenerator out, String name, @Nullable Boolean value) {
        if (value != null) {
            out.writeBooleanProperty(name, value);
        }
    }
}
