package dev.errata.emitter.internal.spool;

import dev.errata.contract.Limits;
import dev.errata.emitter.internal.Kind;
import dev.errata.emitter.internal.Message;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record in a segment: a header of magic, number in the segment, length of the body, the body's CRC and the header's
 * own; then the body of kind, state at the time of writing, length of the key, key and value.
 */
final class Frame {
    static final int HEADER = 20;
    static final int MAGIC = 0xE7A7_A5E6;

    private static final int BODY_HEAD = 4;
    private static final int MAX_KEY = Short.MAX_VALUE;
    private static final int HEADER_CRC_AT = 16;

    private Frame() {}

    /**
     * The header of a record.
     *
     * @param index the record's number in its segment
     * @param length of the body
     * @param bodyCrc of the body
     */
    record Header(int index, int length, int bodyCrc) {
        int size() {
            return HEADER + length;
        }
    }

    static int size(Message message) {
        return HEADER + BODY_HEAD + message.key().length + message.value().length;
    }

    /** Whether the spool can hold it; whatever the contract allows it can. */
    static boolean fits(Message message) {
        return message.key().length <= MAX_KEY && message.value().length <= Limits.RECORD_BYTES;
    }

    static void write(Message message, byte state, int index, ByteBuffer out) {
        var start = out.position();
        out.position(start + HEADER);
        out.put(message.kind().code()).put(state).putShort((short) message.key().length);
        out.put(message.key()).put(message.value());
        var end = out.position();
        out.putInt(start, MAGIC).putInt(start + 4, index).putInt(start + 8, end - start - HEADER);
        out.putInt(start + 12, crc(out, start + HEADER, end));
        out.putInt(start + HEADER_CRC_AT, crc(out, start, start + HEADER_CRC_AT));
    }

    /** The header at this place, if there is a whole one. */
    static Optional<Header> header(ByteBuffer in, int start) {
        if (in.limit() - start < HEADER
                || in.getInt(start) != MAGIC
                || in.getInt(start + HEADER_CRC_AT) != crc(in, start, start + HEADER_CRC_AT)) {
            return Optional.empty();
        }
        return Optional.of(new Header(in.getInt(start + 4), in.getInt(start + 8), in.getInt(start + 12)));
    }

    /** The message behind the header, if every byte is as it was written. The buffer holds all of it. */
    static Optional<Message> message(ByteBuffer in, int start, Header header) {
        var body = start + HEADER;
        if (crc(in, body, body + header.length()) != header.bodyCrc()) {
            return Optional.empty();
        }
        var keyLength = in.getShort(body + 2);
        return Kind.of(in.get(body))
                .map(kind -> new Message(
                        kind,
                        bytes(in, body + BODY_HEAD, keyLength),
                        bytes(in, body + BODY_HEAD + keyLength, header.length() - BODY_HEAD - keyLength)));
    }

    /** The state that the record was written with; for a body that is whole. */
    static byte state(ByteBuffer in, int start) {
        return in.get(start + HEADER + 1);
    }

    private static byte[] bytes(ByteBuffer in, int start, int length) {
        var bytes = new byte[length];
        in.get(start, bytes);
        return bytes;
    }

    private static int crc(ByteBuffer buffer, int start, int end) {
        var crc = new CRC32C();
        crc.update(buffer.array(), buffer.arrayOffset() + start, end - start);
        return (int) crc.getValue();
    }
}
