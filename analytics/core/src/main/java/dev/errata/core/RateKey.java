package dev.errata.core;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.EventIds;
import dev.errata.contract.TrafficRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What one series of rates is about.
 *
 * @param project the tenant
 * @param values one for each {@link Dimension}, in its order, {@code ''} where there is none
 */
public record RateKey(String project, List<String> values) {
    private static final List<Dimension> DIMENSIONS = List.of(Dimension.values());
    private static final String OTHER = "other";

    /** The project, the values, and nothing behind the last NUL. */
    private static final int PARTS = DIMENSIONS.size() + 2;

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

    /** All of an application. */
    public static RateKey ofApp(String project, String app) {
        return new RateKey(
                project,
                DIMENSIONS.stream()
                        .map(dimension -> dimension == Dimension.APP ? app : "")
                        .toList());
    }

    /**
     * Where all counts of a project's window go whose keys are more than may be told apart. An event that truly has all
     * of these values counts there too, which makes no sum wrong.
     */
    public static RateKey otherErrors(String project) {
        return other(project, dimension -> dimension != Dimension.STATUS);
    }

    /** As {@link #otherErrors}, for totals. */
    public static RateKey otherTraffic(String project) {
        return other(project, Dimension::isOfTraffic);
    }

    private static RateKey other(String project, Predicate<Dimension> named) {
        return new RateKey(
                project,
                DIMENSIONS.stream()
                        .map(dimension -> named.test(dimension) ? OTHER : "")
                        .toList());
    }

    /** The same key gives the same id, always and everywhere: the first half of a SHA-256 over its bytes. */
    public UUID seriesId() {
        var hash = ByteBuffer.wrap(EventIds.sha256(toBytes()));
        return new UUID(hash.getLong(), hash.getLong());
    }

    /** Project and values, each ended by a NUL, which none holds, since Postgres takes none. */
    public byte[] toBytes() {
        var text = new StringBuilder(project).append('\0');
        values.forEach(value -> text.append(value).append('\0'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #toBytes} wrote. */
    public static RateKey ofBytes(byte[] bytes, int start, int end) {
        var parts = new String(bytes, start, end - start, StandardCharsets.UTF_8).split("\0", PARTS);
        return new RateKey(parts[0], List.of(parts).subList(1, PARTS - 1));
    }

    @Override
    public String toString() {
        var named = DIMENSIONS.stream()
                .filter(dimension -> !value(dimension).isEmpty())
                .map(dimension -> dimension.column() + "=" + value(dimension));
        return project + Arrays.toString(named.toArray());
    }
}
