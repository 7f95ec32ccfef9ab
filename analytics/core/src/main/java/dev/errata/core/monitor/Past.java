package dev.errata.core.monitor;

import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import dev.errata.core.attribute.Surroundings;
import dev.errata.core.attribute.Surroundings.FirstSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a project has been like: its usual errors and calls, and when each name was first seen. */
final class Past {
    /** Before a project is so old, everything about it is new. */
    private static final Duration YOUTH = Duration.ofHours(1);

    private static final String BEGINNING = "project";
    private static final List<Dimension> NAMES =
            List.of(Dimension.MODEL, Dimension.APP, Dimension.PROVIDER, Dimension.REGION);

    private final String project;
    private final Usual errors;
    private final Usual calls;
    private final Usual time;
    private final Firsts firsts;
    private final Versions versions;
    private final RateKey all;

    Past(String project, Usual errors, Usual calls, Usual time, Firsts firsts, Versions versions) {
        this.project = project;
        this.errors = errors;
        this.calls = calls;
        this.time = time;
        this.firsts = firsts;
        this.versions = versions;
        this.all = new RateKey(project, Collections.nCopies(Dimension.values().length, ""));
    }

    /** A quiet window, some minutes ago. */
    void learn(long window, Counts counts, Calls called) {
        var errorsNow = new TreeMap<Leaf, Long>();
        counts.forEach(window, window, (leaf, count) -> errorsNow.merge(leaf, count, Long::sum));
        errors.add(
                window,
                errorsNow.entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().key, Map.Entry::getValue)));
        var callsNow = new HashMap<RateKey, Long>();
        called.forEach(window, window, (key, requests) -> callsNow.merge(key, requests, Long::sum));
        calls.add(window, callsNow);
        time.add(window, Map.of(all, 1L));
    }

    /** Usual errors of so many windows. */
    Map<RateKey, Double> usualErrors(long window, long windows) {
        return usual(errors, window, windows);
    }

    /** Usual calls of so many windows. */
    Map<RateKey, Double> usualCalls(long window, long windows) {
        return usual(calls, window, windows);
    }

    private Map<RateKey, Double> usual(Usual sums, long window, long windows) {
        var seen = new double[1];
        time.forEach(window, (key, amount) -> seen[0] = amount);
        var usual = new LinkedHashMap<RateKey, Double>();
        if (seen[0] > 0) {
            sums.forEach(window, (key, amount) -> usual.put(key, amount * windows / seen[0]));
        }
        return usual;
    }

    /** Whether nothing is usual yet. */
    boolean isEmpty() {
        return time.isEmpty();
    }

    /** Whether anything of the project had come before. */
    boolean hasBegun() {
        return firsts.times(BEGINNING, project) > 0;
    }

    /** The project is there. */
    void begin(long window) {
        firsts.see(BEGINNING, project, window, 1, 1);
    }

    /** The first window in which anything of the project came. */
    long beginning() {
        var begun = firsts.find(BEGINNING, project);
        return begun == null ? Long.MAX_VALUE : begun.window();
    }

    /** The names that errors of a window have. */
    void note(long window, Collection<RateKey> keys) {
        for (var dimension : NAMES) {
            keys.stream()
                    .map(key -> key.value(dimension))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .forEach(name -> firsts.see(dimension.column(), name, window, 1, 1));
        }
    }

    /** How many errors of the cause were seen before this window, as far as they were counted. */
    long timesSeen(Scope cause) {
        return firsts.times(dimension(cause), value(cause));
    }

    /** Errors of a cause: what is known of it then, counted up to that many. */
    Firsts.Seen see(Scope cause, long window, long times, long upTo) {
        return firsts.see(dimension(cause), value(cause), window, times, upTo);
    }

    private static String dimension(Scope cause) {
        return cause.where().firstKey();
    }

    private static String value(Scope cause) {
        return cause.where().values().iterator().next();
    }

    /** Whether the project was young at that time. */
    boolean isYoung(Instant at) {
        return at.isBefore(Instant.ofEpochSecond(beginning()).plus(YOUTH));
    }

    /** As far as windows up to that one tell. */
    List<FirstSeen> changesNear(Instant onset, long upTo) {
        var named = firsts.all().stream().filter(first -> !first.dimension().equals(BEGINNING));
        return Surroundings.changesNear(
                onset, Stream.concat(named, versions.changes(upTo).stream()).toList());
    }

    void sweep(long window) {
        errors.sweep(window);
        calls.sweep(window);
        // Once begun it is never new again.
        begin(window);
        firsts.sweep(window - Watched.MOST_AGE, window);
    }
}
