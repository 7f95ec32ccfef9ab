package dev.errata.store.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the binary format of Postgres' {@code COPY}: per row the number of columns, per column its length and bytes,
 * null as length -1 (PostgreSQL documentation, COPY, "Binary Format"). Holds them in one array, until they are sent.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int FLAGS_AND_EXTENSION = 2 * Integer.BYTES;
    private static final int NULL = -1;
    private static final short END = -1;
    private static final int SMALL = 4 * 1024;
    private static final int MOST_UTF8 = 3;

    /** Postgres counts days and microseconds from here, the first of January 2000. */
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    private static final long MICROS = 1_000_000;
    private static final long EPOCH_MICROS = EPOCH_DAY * 86_400 * MICROS;
    private static final int NANOS_OF_MICRO = 1_000;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private byte[] bytes;
    private int length;

    BinaryCopy() {
        this(SMALL);
    }

    /**
     * Without rows.
     *
     * @param size how many bytes it will come to before they are sent, as far as anybody can tell
     */
    BinaryCopy(int size) {
        bytes = Arrays.copyOf(SIGNATURE, Math.max(size, SMALL));
        length = SIGNATURE.length + FLAGS_AND_EXTENSION;
    }

    BinaryCopy row(int columns) {
        var place = room(Short.BYTES);
        SHORT.set(bytes, place, (short) columns);
        return this;
    }

    BinaryCopy text(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        // Nearly all text is ASCII, which needs no array of its own.
        var place = room(Integer.BYTES + MOST_UTF8 * value.length());
        var utf8 = ascii(value, place + Integer.BYTES) ? value.length() : utf8(value, place + Integer.BYTES);
        INT.set(bytes, place, utf8);
        length = place + Integer.BYTES + utf8;
        return this;
    }

    /** Text that stands in ASCII there. */
    BinaryCopy ascii(byte[] text, int start, int end) {
        var size = end - start;
        var place = room(Integer.BYTES + size);
        INT.set(bytes, place, size);
        System.arraycopy(text, start, bytes, place + Integer.BYTES, size);
        return this;
    }

    /** Columns that were formed before. */
    BinaryCopy formed(byte[] columns) {
        var place = room(columns.length);
        System.arraycopy(columns, 0, bytes, place, columns.length);
        return this;
    }

    BinaryCopy uuid(UUID value) {
        return uuid(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    BinaryCopy uuid(long high, long low) {
        var place = room(Integer.BYTES + 2 * Long.BYTES);
        INT.set(bytes, place, 2 * Long.BYTES);
        LONG.set(bytes, place + Integer.BYTES, high);
        LONG.set(bytes, place + Integer.BYTES + Long.BYTES, low);
        return this;
    }

    BinaryCopy date(LocalDate value) {
        return date(value.toEpochDay());
    }

    /** A day, counted from 1970. */
    BinaryCopy date(long day) {
        return int4((Integer) Math.toIntExact(day - EPOCH_DAY));
    }

    BinaryCopy timestamp(@Nullable Instant value) {
        return value == null ? nothing() : micros(value.getEpochSecond() * MICROS + value.getNano() / NANOS_OF_MICRO);
    }

    /** A time, in microseconds since 1970. */
    BinaryCopy micros(long micros) {
        return int8(micros - EPOCH_MICROS);
    }

    BinaryCopy bool(@Nullable Boolean value) {
        if (value == null) {
            return nothing();
        }
        var place = room(Integer.BYTES + 1);
        INT.set(bytes, place, 1);
        bytes[place + Integer.BYTES] = (byte) (value ? 1 : 0);
        return this;
    }

    BinaryCopy int2(@Nullable Integer value) {
        if (value == null) {
            return nothing();
        }
        var place = room(Integer.BYTES + Short.BYTES);
        INT.set(bytes, place, Short.BYTES);
        SHORT.set(bytes, place + Integer.BYTES, value.shortValue());
        return this;
    }

    BinaryCopy int4(@Nullable Integer value) {
        if (value == null) {
            return nothing();
        }
        var place = room(2 * Integer.BYTES);
        INT.set(bytes, place, Integer.BYTES);
        INT.set(bytes, place + Integer.BYTES, value);
        return this;
    }

    BinaryCopy int8(@Nullable Long value) {
        return value == null ? nothing() : int8((long) value);
    }

    BinaryCopy int8(long value) {
        var place = room(Integer.BYTES + Long.BYTES);
        INT.set(bytes, place, Long.BYTES);
        LONG.set(bytes, place + Integer.BYTES, value);
        return this;
    }

    /** Sends all rows. */
    void into(Connection connection, String table, String columns) throws SQLException {
        endIn(begin(connection, table, columns));
    }

    /** Begins to copy. Until it has ended nothing else can be done with the connection. */
    static CopyIn begin(Connection connection, String table, String columns) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
    }

    /** Sends what is here, which makes room for more. */
    void sendTo(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
    }

    /** Sends what is here and says that this was all. */
    void endIn(CopyIn copy) throws SQLException {
        var end = room(Short.BYTES);
        SHORT.set(bytes, end, END);
        sendTo(copy);
        copy.endCopy();
    }

    /** Takes away what is here. */
    void clear() {
        length = 0;
    }

    /** How many bytes are here. */
    int length() {
        return length;
    }

    /** All that is there by now, without the end. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Null. */
    BinaryCopy nothing() {
        var place = room(Integer.BYTES);
        INT.set(bytes, place, NULL);
        return this;
    }

    /** Takes room behind what is there, maybe in another array, and answers where it begins. */
    private int room(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + size, Math.addExact(bytes.length, bytes.length / 2)));
        }
        var place = length;
        length += size;
        return place;
    }

    private boolean ascii(String value, int place) {
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            bytes[place + i] = (byte) c;
        }
        return true;
    }

    private int utf8(String value, int place) {
        var encoded = value.getBytes(UTF_8);
        System.arraycopy(encoded, 0, bytes, place, encoded.length);
        return encoded.length;
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
    }
}
