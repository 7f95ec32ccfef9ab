package dev.errata.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then 74 bits of chance or, for derived ids, of a hash.
 */
public final class EventIds {
    private static final int VERSION = 7;
    private static final int IETF_VARIANT = 2;
    private static final long TIME_MASK = 0xFFFF_FFFF_FFFFL;

    private EventIds() {}

    /**
     * A new id, born at the given time.
     *
     * @throws IllegalArgumentException if the time is before 1970 or after 10889, which no UUIDv7 can hold
     */
    public static UUID random(Instant time, RandomGenerator random) {
        return of(time, random.nextLong(), random.nextLong());
    }

    /**
     * The id of a record that brings none: the same time and content always give the same one.
     *
     * @throws IllegalArgumentException as {@link #random} does
     */
    public static UUID derived(Instant time, byte[] content) {
        var hash = ByteBuffer.wrap(sha256(content));
        return of(time, hash.getLong(), hash.getLong());
    }

    /** What the id of a record without one is made of, beside its time: its project and its place in a request. */
    public static byte[] content(String project, byte[] requestHash, int index) {
        var name = project.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(name.length + requestHash.length + Integer.BYTES)
                .put(name)
                .put(requestHash)
                .putInt(index)
                .array();
    }

    /** Whether the id is a UUIDv7. */
    public static boolean isValid(UUID id) {
        return id.version() == VERSION && id.variant() == IETF_VARIANT;
    }

    /** The time inside a UUIDv7. */
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The UTC day inside a UUIDv7: a send and its resend always agree on it, which no clock can promise. */
    public static LocalDate day(UUID id) {
        return LocalDate.ofInstant(time(id), ZoneOffset.UTC);
    }

    /** SHA-256, which every Java platform has. */
    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static UUID of(Instant time, long high, long low) {
        var millis = time.toEpochMilli();
        if ((millis & ~TIME_MASK) != 0) {
            throw new IllegalArgumentException("no UUIDv7 can hold the time " + time);
        }
        return new UUID((millis << 16) | (VERSION << 12) | (high & 0xFFF), (low & ~0L >>> 2) | (1L << 63));
    }
}
