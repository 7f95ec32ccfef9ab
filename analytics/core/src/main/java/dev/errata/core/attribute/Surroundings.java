package dev.errata.core.attribute;

import dev.errata.core.attribute.Situation.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What else is worth saying of an incident. */
public final class Surroundings {
    private static final Duration BEFORE = Duration.ofMinutes(30);
    private static final Duration AFTER = Duration.ofMinutes(5);

    /** Of a model whose errors are no more than so many times the usual ones. */
    private static final double HEALTHY_RATIO = 1.5;

    /** Errors that chance may add where few are usual. */
    private static final double CHANCE = 3;

    /** Fewer calls say nothing of a model's health. */
    private static final int LEAST_CALLS = 20;

    private Surroundings() {}

    /** What was first seen from half an hour before the onset to five minutes after it, the nearest first. */
    public static List<FirstSeen> changesNear(Instant onset, List<FirstSeen> seen) {
        return seen.stream()
                .filter(first -> !first.at.isBefore(onset.minus(BEFORE)) && !first.at.isAfter(onset.plus(AFTER)))
                .sorted(Comparator.<FirstSeen, Duration>comparing(
                                first -> Duration.between(first.at, onset).abs())
                        .thenComparing(FirstSeen::dimension)
                        .thenComparing(FirstSeen::value))
                .toList();
    }

    /** Values of the dimension whose calls fail no more often than usual, in their order. */
    public static List<String> healthy(Situation situation, String dimension) {
        var calls = situation.calls();
        var place = situation.dimensions().indexOf(dimension);
        if (calls == null || place < 0 || place >= situation.callDimensions()) {
            return List.of();
        }
        var callsOf = by(calls, values -> values.get(place));
        var errorsOf = by(situation.errors(), values -> values.get(place));
        return callsOf.entrySet().stream()
                .filter(entry -> isHealthy(entry.getValue(), errorsOf.getOrDefault(entry.getKey(), Pair.NONE)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isHealthy(Pair calls, Pair errors) {
        if (calls.now() < LEAST_CALLS || calls.usual() == 0) {
            return false;
        }
        var expected = errors.usual() * calls.now() / calls.usual();
        return errors.now() <= HEALTHY_RATIO * expected + CHANCE && errors.now() <= calls.now() / 2;
    }

    private static Map<String, Pair> by(Map<List<String>, Pair> pairs, Function<List<String>, String> value) {
        return pairs.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> value.apply(entry.getKey()), Map.Entry::getValue, Pair::plus, TreeMap::new));
    }

    /**
     * A value of a dimension, such as an app_version, a model or a code, and when it was first seen.
     *
     * @param app whose version it is; null for anything but a version
     * @param before the version that it came after; null where none is known
     */
    public record FirstSeen(
            String dimension,
            String value,
            Instant at,
            @Nullable String app,
            @Nullable String before) {
        /** Name of the dimension of versions. */
        public static final String APP_VERSION = "app_version";

        /** Of anything but a version. */
        public FirstSeen(String dimension, String value, Instant at) {
            this(dimension, value, at, null, null);
        }

        /** Of a version of an application. */
        public static FirstSeen version(String app, String version, Instant at, @Nullable String before) {
            return new FirstSeen(APP_VERSION, version, at, app, before);
        }
    }
}
