package dev.errata.streams;

import dev.errata.core.RateKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the cube's stores as bytes: window, kind and, of totals, the series, so that all of a window lie together. A
 * share of a cell has the source and its operation behind. Errors lie in blocks, numbered by project.
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

    /** The cell of the series or what it begins with, given as {@link RateKey#toBytes} writes it. */
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

    /** A block of the errors of a project. */
    static Bytes block(Instant window, String project, int number) {
        var start = blocks(window, project).get();
        return Bytes.wrap(ByteBuffer.allocate(start.length + Integer.BYTES)
                .put(start)
                .putInt(number)
                .array());
    }

    /** What the keys of all blocks of the errors of a project begin with. */
    static Bytes blocks(Instant window, String project) {
        return of(window, Kind.ERRORS, (project + (char) END).getBytes(StandardCharsets.UTF_8));
    }

    /** What the keys of all totals of the window begin with. */
    static Bytes totals(Instant window) {
        return of(window, Kind.TRAFFIC, new byte[0]);
    }

    static Instant window(Bytes key) {
        return Instant.ofEpochSecond(ByteBuffer.wrap(key.get()).getLong());
    }

    static Kind kind(Bytes key) {
        return key.get()[HEAD - 1] == Kind.ERRORS.code ? Kind.ERRORS : Kind.TRAFFIC;
    }

    /** The series of a cell of totals; not of a share. */
    static RateKey series(Bytes cell) {
        return RateKey.ofBytes(cell.get(), HEAD, cell.get().length);
    }

    static String project(Bytes key) {
        var bytes = key.get();
        var end = HEAD;
        while (bytes[end] != END) {
            end++;
        }
        return new String(bytes, HEAD, end - HEAD, StandardCharsets.UTF_8);
    }
}
