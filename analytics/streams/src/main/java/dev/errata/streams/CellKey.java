package dev.errata.streams;

import dev.errata.core.RateKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the cube's stores: window, kind and series as bytes, so that all of a window lie together. A share of a cell
 * has the source and its operation behind.
 */
final class CellKey {
    private static final int HEAD = Long.BYTES + 1;
    private static final byte END = 0;

    /** What a cell counts. */
    enum Kind {
        ERRORS(0),
        TRAFFIC(1);

        private final byte code;

        /** The code is stored. */
        Kind(int code) {
            this.code = (byte) code;
        }
    }

    private CellKey() {}

    /** The cell of the series, given as {@link RateKey#toBytes} writes it. */
    static Bytes of(Instant window, Kind kind, byte[] series) {
        var key = ByteBuffer.allocate(HEAD + series.length);
        key.putLong(window.getEpochSecond()).put(kind.code).put(series);
        return Bytes.wrap(key.array());
    }

    /** The share of one source in the cell. */
    static Bytes share(Bytes cell, String source, String operation) {
        var names = (source + '\0' + operation).getBytes(StandardCharsets.UTF_8);
        var key = ByteBuffer.allocate(cell.get().length + names.length);
        key.put(cell.get()).put(names);
        return Bytes.wrap(key.array());
    }

    /** What all keys of the window begin with. */
    static Bytes window(Instant window) {
        return Bytes.wrap(
                ByteBuffer.allocate(Long.BYTES).putLong(window.getEpochSecond()).array());
    }

    static Instant window(Bytes key) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(key.get()).getLong());
    }

    static Kind kind(Bytes key) {
        return key.get()[HEAD - 1] == Kind.ERRORS.code ? Kind.ERRORS : Kind.TRAFFIC;
    }

    /** The series of a cell; not of a share. */
    static RateKey series(Bytes cell) {
        return RateKey.ofBytes(cell.get(), HEAD, cell.get().length);
    }

    static String project(Bytes key) {
        return project(key.get(), HEAD);
    }

    /** The project of a series that begins there. */
    static String project(byte[] bytes, int start) {
        var end = start;
        while (bytes[end] != END) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
