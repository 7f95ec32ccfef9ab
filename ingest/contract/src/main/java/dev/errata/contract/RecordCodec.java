package dev.errata.contract;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes one kind of record as a JSON object. Unknown fields are ignored, null ones are not written, and the
 * order of the fields is fixed. Safe from any thread.
 *
 * @param <R> the record
 */
public abstract sealed class RecordCodec<R> permits ErrorEventCodec, TrafficRecordCodec, CallOutcomeCodec {

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
        var out = new JsonOutput();
        write(value, out);
        return out.toBytes();
    }

    /** As {@link #encode}, as a tree. */
    public final ObjectNode toJson(R value) {
        return (ObjectNode) JsonMapper.shared().readTree(encode(value));
    }

    abstract R read(Fields fields) throws InvalidRecordException;

    /** Writes one whole object. */
    abstract void write(R value, JsonOutput out);
}
