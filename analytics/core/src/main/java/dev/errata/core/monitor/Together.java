package dev.errata.core.monitor;

import dev.errata.core.detect.Signal;
import dev.errata.core.incident.Phase;
import dev.errata.core.incident.Phase.Sign;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the narrowest series are {@link Phase.Pending}: within the last minute they looked like an alarm. What one of
 * them only suspects is an alarm when another with the same cause or model shows the same: one client's burst hits one of
 * them.
 */
final class Together {
    static final long NEVER = Long.MIN_VALUE;

    private static final Phase QUIET = new Phase.Quiet();

    private final Map<Series, Phase> phases = new HashMap<>();

    void load(Series series, long last) {
        if (last != NEVER) {
            phases.put(series, new Phase.Pending(Instant.ofEpochSecond(last)));
        }
    }

    /** All sights of a window are there: raises what only together is an alarm. */
    void corroborate(Collection<Sight> sights, long window) {
        suspect(sights, Instant.ofEpochSecond(window));
        var shared = new HashMap<Map.Entry<String, String>, Integer>();
        phases.keySet()
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

    private void suspect(Collection<Sight> sights, Instant at) {
        var suspects = sights.stream()
                .filter(sight -> sight.series.kind == SeriesKind.CAUSE_OF_MODEL)
                .filter(sight -> sight.is(Signal.SUSPECTED) || sight.is(Signal.RAISED))
                .map(sight -> sight.series)
                .collect(Collectors.toSet());
        suspects.forEach(series -> phases.putIfAbsent(series, QUIET));
        phases.replaceAll((series, phase) -> phase.next(sign(series, suspects), at));
        phases.values().removeIf(QUIET::equals);
    }

    private static Sign sign(Series series, Set<Series> suspects) {
        return suspects.contains(series) ? Sign.SUSPECTED : Sign.NORMAL;
    }

    /** The last window in which the series looked like an alarm, if that was within a minute. */
    long last(Series series) {
        return phases.get(series) instanceof Phase.Pending(var since) ? since.getEpochSecond() : NEVER;
    }
}
