package dev.errata.store.sink;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows in the binary format of Postgres' {@code COPY}: per row the number of columns, per column its length and bytes,
 * null as length -1 (PostgreSQL documentation, COPY, "Binary Format").
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int NULL = -1;
    private static final short END = -1;

    /** Postgres counts days and microseconds from here. */
    private static final LocalDate EPOCH_DAY = LocalDate.of(2000, 1, 1);

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    private final DataOutputStream out = new DataOutputStream(bytes);

    BinaryCopy() {
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0); // flags
            out.writeInt(0); // header extension
        });
    }

    BinaryCopy row(int columns) {
        return write(() -> out.writeShort(columns));
    }

    BinaryCopy text(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        return write(() -> {
            out.writeInt(utf8.length);
            out.write(utf8);
        });
    }

    BinaryCopy uuid(UUID value) {
        return write(() -> {
            out.writeInt(2 * Long.BYTES);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
        });
    }

    BinaryCopy date(LocalDate value) {
        return int4((int) (value.toEpochDay() - EPOCH_DAY.toEpochDay()));
    }

    BinaryCopy timestamp(@Nullable Instant value) {
        return int8(value == null ? null : ChronoUnit.MICROS.between(EPOCH, value));
    }

    BinaryCopy bool(@Nullable Boolean value) {
        return value == null
                ? nothing()
                : write(() -> {
                    out.writeInt(1);
                    out.writeBoolean(value);
                });
    }

    BinaryCopy int2(@Nullable Integer value) {
        return value == null
                ? nothing()
                : write(() -> {
                    out.writeInt(Short.BYTES);
                    out.writeShort(value);
                });
    }

    BinaryCopy int4(@Nullable Integer value) {
        return value == null
                ? nothing()
                : write(() -> {
                    out.writeInt(Integer.BYTES);
                    out.writeInt(value);
                });
    }

    BinaryCopy int8(@Nullable Long value) {
        return value == null
                ? nothing()
                : write(() -> {
                    out.writeInt(Long.BYTES);
                    out.writeLong(value);
                });
    }

    /** Sends all rows. */
    void into(Connection connection, String table, String columns) throws SQLException {
        write(() -> out.writeShort(END));
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
        var all = bytes.toByteArray();
        copy.writeToCopy(all, 0, all.length);
        copy.endCopy();
    }

    private BinaryCopy nothing() {
        return write(() -> out.writeInt(NULL));
    }

    private BinaryCopy write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
