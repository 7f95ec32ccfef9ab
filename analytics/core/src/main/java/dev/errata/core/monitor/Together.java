package dev.errata.core.monitor;

import dev.errata.core.detect.Signal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which of the narrowest series looked like an alarm within the last minute. What one of them only suspects is an alarm
 * when another with the same cause or model shows the same: one client's burst hits one of them.
 */
final class Together {
    static final long NEVER = Long.MIN_VALUE;

    private static final long SECONDS = 60;

    private final Map<Series, Long> unusual = new HashMap<>();

    void load(Series series, long last) {
        if (last != NEVER) {
            unusual.put(series, last);
        }
    }

    /** All sights of a window are there: raises what only together is an alarm. */
    void corroborate(Collection<Sight> sights, long window) {
        unusual.values().removeIf(last -> last < window - SECONDS);
        sights.stream()
                .filter(sight -> sight.series.kind == SeriesKind.CAUSE_OF_MODEL)
                .filter(sight -> sight.is(Signal.SUSPECTED) || sight.is(Signal.RAISED))
                .forEach(sight -> unusual.put(sight.series, window));
        var shared = new HashMap<Map.Entry<String, String>, Integer>();
        unusual.keySet()
                .forEach(series -> series.scope
                        .where()
                        .entrySet()
                        .forEach(predicate ->
                                shared.merge(Map.entry(predicate.getKey(), predicate.getValue()), 1, Integer::sum)));
        sights.stream()
                .filter(sight -> sight.is(Signal.SUSPECTED) && sight.series.kind.isTelling())
                .filter(sight -> sight.series.scope.where().entrySet().stream()
                        .anyMatch(predicate -> shared.getOrDefault(predicate, 0) > 1))
                .forEach(Sight::corroborate);
    }

    /** The last window in which the series looked like an alarm, if that was within a minute. */
    long last(Series series) {
        return unusual.getOrDefault(series, NEVER);
    }
}
