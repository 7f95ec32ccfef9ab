package dev.errata.core;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.TrafficRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * What one series of rates is about.
 *
 * @param project the tenant
 * @param values one for each {@link Dimension}, in its order, {@code ''} where there is none
 */
public record RateKey(String project, List<String> values) {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());

    public RateKey {
        if (values.size() != DIMENSIONS.size()) {
            throw new IllegalArgumentException(values.size() + " values for " + DIMENSIONS.size() + " dimensions");
        }
        values = List.copyOf(values);
    }

    /** Where the event counts. */
    public static RateKey of(ErrorEvent event) {
        var values = DIMENSIONS.stream().map(dimension -> dimension.of(event)).toList();
        return new RateKey(event.caller().projectOrDefault(), values);
    }

    /** Whose calls the record counts. */
    public static RateKey of(TrafficRecord traffic) {
        var values = DIMENSIONS.stream().map(dimension -> dimension.of(traffic)).toList();
        return new RateKey(traffic.caller().projectOrDefault(), values);
    }

    public String value(Dimension dimension) {
        return values.get(DIMENSIONS.indexOf(dimension));
    }

    /** The same key gives the same id, always and everywhere: the first half of a SHA-256 over its parts. */
    public UUID seriesId() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            part(digest, project);
            values.forEach(value -> part(digest, value));
            var hash = ByteBuffer.wrap(digest.digest());
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** No part holds a NUL, since Postgres takes none; so it can end each. */
    private static void part(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    @Override
    public String toString() {
        var named = DIMENSIONS.stream()
                .filter(dimension -> !value(dimension).isEmpty())
                .map(dimension -> dimension.column() + "=" + value(dimension));
        return project + Arrays.toString(named.toArray());
    }
}
