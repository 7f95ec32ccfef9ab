package dev.errata.core.attribute;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Errors around the onset of an incident beside those of a usual time.
 *
 * @param dimensions by which errors are told apart; those of calls come first
 * @param callDimensions how many of them tell calls apart, too
 * @param errors by values
 * @param calls by values of the first dimensions; null where nobody counted them, and then the usual errors are those of
 *     as long a time
 */
public record Situation(
        List<String> dimensions,
        int callDimensions,
        Map<List<String>, Pair> errors,
        @Nullable Map<List<String>, Pair> calls) {
    public Situation {
        dimensions = List.copyOf(dimensions);
        errors = sorted(errors);
        calls = calls == null ? null : sorted(calls);
        if (callDimensions < 0 || callDimensions > dimensions.size()) {
            throw new IllegalArgumentException("callDimensions must be among the dimensions");
        }
    }

    /** In a lasting order: sums of floating point depend on it. */
    private static Map<List<String>, Pair> sorted(Map<List<String>, Pair> pairs) {
        var sorted = new LinkedHashMap<List<String>, Pair>();
        pairs.entrySet().stream()
                .sorted(Comparator.comparing(entry -> String.join("\0", entry.getKey())))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    /**
     * An amount.
     *
     * @param now since the onset
     * @param usual in a usual time
     */
    public record Pair(double now, double usual) {
        static final Pair NONE = new Pair(0, 0);

        public Pair {
            if (!(now >= 0) || !(usual >= 0)) {
                throw new IllegalArgumentException("now and usual must be numbers of at least 0");
            }
        }

        /** Both together. */
        public Pair plus(Pair other) {
            return new Pair(now + other.now, usual + other.usual);
        }
    }
}
