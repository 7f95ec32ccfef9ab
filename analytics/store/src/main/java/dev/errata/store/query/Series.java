package dev.errata.store.query;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a chart.
 *
 * @param key a value for each dimension that was asked for, in the order of {@link Dimension}; {@code ''} where there is none
 * @param points in order of time, only where something is known
 * @param coverage how well the errors of its application are known, or all of those asked for where it names none
 */
public record Series(Map<Dimension, String> key, List<Point> points, Coverage coverage) {
    /** Of nothing. */
    public static final Series NONE = new Series(Map.of(), List.of(), Coverage.NONE);

    public Series {
        key = key.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(key));
        points = List.copyOf(points);
    }

    /**
     * One bucket.
     *
     * @param errors how many attempts failed
     * @param requests how many there were; null where no totals came, which is not the same as none
     * @param closed whether the numbers are final but for late events
     */
    public record Point(Instant time, long errors, @Nullable Long requests, boolean closed) {}

    /**
     * Which part failed in a point; null where it is unknown: where too few errors are covered, without totals, with totals of
     * nothing, and with fewer requests than errors, since then some of the totals have not come yet.
     */
    public @Nullable Double rate(Point point) {
        var requests = point.requests();
        return coverage.isUnknown() || requests == null || requests == 0 || point.errors() > requests
                ? null
                : (double) point.errors() / requests;
    }
}
