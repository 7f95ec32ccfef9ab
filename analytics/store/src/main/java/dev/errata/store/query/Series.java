package dev.errata.store.query;

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
 * @param key a value for each dimension that was asked for, in the order of {@link Dimension}; null where there is none
 * @param points in order of time, only where something is known
 */
public record Series(Map<Dimension, @Nullable String> key, List<Point> points) {

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
    public record Point(Instant time, long errors, @Nullable Long requests, boolean closed) {

        /**
         * Which part failed; null where it is unknown: without totals, with totals of nothing, and with fewer requests
         * than errors, since then some of the totals have not come yet.
         */
        public @Nullable Double rate() {
            return requests == null || requests == 0 || errors > requests ? null : (double) errors / requests;
        }
    }
}
