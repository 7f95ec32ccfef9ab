package dev.errata.core.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Many series of one stream, bin by bin. What one series alone only suspects becomes an alarm when a related one shows
 * the same within a minute: bursts of one client hit one series. What bursts are like is learned from all of them. Not
 * thread-safe.
 *
 * @param <K> names a series
 */
public final class Watch<K> {
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private final CountDetector detector;
    private final Function<K, Collection<String>> groups;
    private final Map<K, CountState> states = new HashMap<>();
    private final Map<K, Step<CountState>> suspected = new LinkedHashMap<>();
    private final Map<String, Map<K, Instant>> unusual = new HashMap<>();
    private final List<Change<K>> changes = new ArrayList<>();
    private final List<Burst> ended = new ArrayList<>();
    private Bursts bursts = Bursts.UNKNOWN;

    /**
     * @param groups what a series has in common with others, such as its model and its code; series that share a group
     *     are related
     */
    public Watch(CountDetector detector, Function<K, Collection<String>> groups) {
        this.detector = detector;
        this.groups = groups;
    }

    /** Whether the series has been begun or observed. */
    public boolean knows(K series) {
        return states.containsKey(series);
    }

    /** The series could have failed since then; the first observation tells of how much silence. */
    public void begin(K series, Instant since) {
        states.put(
                series,
                detector.next(detector.start(), Observation.of(since, 0, 0)).state());
    }

    /** One bin of one series. All of a bin come before {@link #closeBin}. */
    public void observe(K series, Observation observation) {
        var known = states.get(series);
        var before = known == null ? detector.start() : known;
        var step = detector.next(before, observation, bursts);
        states.put(series, step.state());
        ended.addAll(detector.ended(before, step.state()));
        var finding = step.finding();
        switch (finding.signal()) {
            case SUSPECTED -> suspected.put(series, step);
            case RAISED, CLEARED -> changes.add(new Change<>(series, finding));
            case NORMAL, FIRING, WANING -> {}
        }
    }

    /** All series have seen the bin of that start: what was raised or cleared by it. */
    public List<Change<K>> closeBin(Instant start) {
        changes.stream()
                .filter(change -> change.finding.signal() == Signal.RAISED)
                .forEach(change -> remember(change.series, start));
        suspected.keySet().forEach(series -> remember(series, start));
        suspected.forEach((series, alone) -> {
            if (isShared(series, start)) {
                var step = detector.corroborate(alone.state(), alone.finding());
                states.put(series, step.state());
                changes.add(new Change<>(series, step.finding()));
            }
        });
        suspected.clear();
        bursts = bursts.with(start, states.size(), ended);
        ended.clear();
        var closed = List.copyOf(changes);
        changes.clear();
        return closed;
    }

    private void remember(K series, Instant at) {
        groups.apply(series)
                .forEach(group ->
                        unusual.computeIfAbsent(group, name -> new HashMap<>()).put(series, at));
    }

    private boolean isShared(K series, Instant now) {
        return groups.apply(series).stream()
                .flatMap(group -> unusual.getOrDefault(group, Map.of()).entrySet().stream())
                .anyMatch(other -> !other.getKey().equals(series)
                        && !other.getValue().plus(TOGETHER).isBefore(now));
    }

    /** An alarm that begins or ends. */
    public record Change<K>(K series, Finding finding) {}
}
