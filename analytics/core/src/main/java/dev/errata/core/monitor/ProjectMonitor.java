package dev.errata.core.monitor;

import dev.errata.core.Cell;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.TimeRules;
import dev.errata.core.detect.Signal;
import dev.errata.core.monitor.Part.Kind;
import dev.errata.core.monitor.Round.NewCause;
import dev.errata.core.policy.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Judges the windows of one project, one after the other. */
final class ProjectMonitor {
    /** So long windows stay at hand, and wait before they are learned from. */
    private static final long RECENT = 300;

    private static final long SWEEP = 3600;

    /** So many errors in the first two windows are nobody's usual ones. */
    private static final long FLOOD = 50;

    private static final long SILENCE = 600;

    /** Words on the calls under one key in a window: some sources may each have theirs. */
    private static final int SHARES_PER_KEY = 10;

    /** Anybody may send any version. */
    private static final int MOST_VERSIONS = 1_000;

    private final String project;
    private final MonitorListener listener;
    private final Rules rules;
    private final SeriesNames names = new SeriesNames();
    private final Counts counts;
    private final Latecomers latecomers;
    private final Calls calls;
    private final Past past;
    private final Usual usualErrors;
    private final Usual usualCalls;
    private final Usual usualTime;
    private final Firsts firsts;
    private final Watched watched;
    private final Incidents incidents;
    private final Versions versions;
    private final Coverages coverages;
    private final BlindSpot blindSpot;

    ProjectMonitor(String project, Table table, MonitorSettings settings, MonitorListener listener) {
        this.project = project;
        this.listener = listener;
        rules = settings.policy().of(project);
        var keys = settings.maxKeys();
        counts = new Counts(Part.of(table, Kind.COUNTS, project), names, keys);
        latecomers = new Latecomers(Part.of(table, Kind.LATECOMERS, project), names);
        calls = new Calls(
                Part.of(table, Kind.SHARES, project),
                Part.of(table, Kind.SLICES, project),
                room(keys * SHARES_PER_KEY, Bounded.TOTAL),
                room(keys, Bounded.SLICE));
        usualErrors = new Usual(Part.of(table, Kind.USUAL_ERRORS, project), room(keys, Bounded.USUAL));
        usualCalls = new Usual(Part.of(table, Kind.USUAL_CALLS, project), room(keys, Bounded.USUAL));
        usualTime = new Usual(Part.of(table, Kind.USUAL_TIME, project), room(keys, Bounded.USUAL));
        firsts = new Firsts(Part.of(table, Kind.FIRSTS, project), room(Math.ceilDiv(keys, 2), Bounded.NAME));
        versions = new Versions(Part.of(table, Kind.VERSIONS, project), room(MOST_VERSIONS, Bounded.VERSION));
        coverages = new Coverages(Part.of(table, Kind.COVERAGE, project), counts, calls, rules);
        blindSpot = new BlindSpot(Part.of(table, Kind.BLIND_SPOT, project), project, settings.policy(), coverages);
        past = new Past(project, usualErrors, usualCalls, usualTime, firsts, versions);
        watched = new Watched(
                Part.of(table, Kind.SERIES, project),
                Part.of(table, Kind.BURSTS, project),
                names,
                calls,
                rules,
                settings.maxSeries());
        var explainer = new Explainer(names, counts, calls, past, coverages, rules);
        var drafts = new Drafts(project, settings.policy(), counts, calls, coverages, explainer);
        incidents = new Incidents(Part.of(table, Kind.INCIDENTS, project), watched, counts, drafts, listener::tell);
    }

    private Room room(int most, Bounded kind) {
        return new Room(most, window -> listener.refused(project, kind, Instant.ofEpochSecond(window)));
    }

    /** An entry of the table. */
    void load(Kind kind, String name, byte[] value) {
        switch (kind) {
            case COUNTS -> counts.load(name, value);
            case SHARES -> calls.loadShare(name, value);
            case SLICES -> calls.loadSlice(name, value);
            case SERIES -> watched.load(name, value);
            case USUAL_ERRORS -> usualErrors.load(value);
            case USUAL_CALLS -> usualCalls.load(value);
            case USUAL_TIME -> usualTime.load(value);
            case FIRSTS -> firsts.load(name, value);
            case INCIDENTS -> incidents.load(value, names);
            case VERSIONS -> versions.load(name, value);
            case COVERAGE -> coverages.load(name, value);
            case BLIND_SPOT -> blindSpot.load(value);
            case LATECOMERS -> latecomers.load(name, value);
            case BURSTS -> watched.loadBursts(value);
        }
    }

    /** Start of the oldest window of errors or calls that is at hand; {@link Long#MAX_VALUE} if there is none. */
    long firstWindow() {
        return Math.min(counts.first(), calls.first());
    }

    /** Errors to be judged with that window. */
    void add(long window, List<Monitor.Counted> some) {
        counts.add(window, some);
        if (!past.hasBegun() || window <= past.beginning() + Watched.BIN) {
            some.stream()
                    .filter(Monitor.Counted::isLate)
                    .forEach(count -> latecomers.add(window, count.key(), count.errors()));
        }
        some.stream().filter(count -> !count.version().isEmpty()).forEach(count -> {
            var app = names.leaf(count.key()).key.value(Dimension.APP);
            versions.see(app, count.version(), window);
        });
    }

    Calls calls() {
        return calls;
    }

    /**
     * Everything of the window has come, and of the calls of the one before. The first window of a project is seldom a whole
     * one: unless it is a flood already, it is judged with the second.
     *
     * @param since the window from which on errors would have been seen
     */
    void judge(long window, long since) {
        calls.close(window - Watched.BIN);
        counts.settle(window);
        if (past.hasBegun()) {
            judge(window, past.beginning(), since);
            if (Math.floorMod(window, Coverages.MINUTE) == 0) {
                closeMinute(window - Coverages.MINUTE, judgedAt(window));
            }
            forget(window);
        } else if (!counts.of(window).isEmpty() || calls.hasAny()) {
            past.begin(window);
            var flooded = flooded(List.of(window));
            if (!flooded.isEmpty()) {
                judge(window, judgedAt(window), heardSince(flooded, window, since));
            }
        }
    }

    private void judge(long window, long first, long since) {
        var at = judgedAt(window);
        if (window == first + Watched.BIN && flooded(List.of(first)).isEmpty()) {
            var heardSince = heardSince(flooded(List.of(first, window)), first, since);
            judge(first, at, heardSince);
            judge(window, at, heardSince);
        } else {
            judge(window, at, series -> first);
        }
    }

    /** The totals of its last window have come with this one. */
    private void closeMinute(long minute, Instant at) {
        var start = Instant.ofEpochSecond(minute);
        coverages
                .close(minute)
                .forEach(
                        (app, coverage) -> listener.tell(new Cell(start, RateKey.ofApp(project, app), coverage, true)));
        blindSpot.look(minute, at).ifPresent(listener::tell);
    }

    private static Instant judgedAt(long window) {
        return Instant.ofEpochSecond(window + Watched.BIN).plus(TimeRules.JUDGED_AFTER);
    }

    /** What somebody sends of the minute before is no flood. */
    private List<Map.Entry<Leaf, Long>> inTime(long window) {
        return counts.of(window).stream()
                .map(count -> Map.entry(count.getKey(), count.getValue() - latecomers.of(window, count.getKey())))
                .toList();
    }

    private Set<Series> flooded(List<Long> windows) {
        var errors = new HashMap<Series, Long>();
        for (var window : windows) {
            sums(inTime(window)).forEach((series, sum) -> errors.merge(series, sum.errors(), Long::sum));
        }
        errors.values().removeIf(sum -> sum < FLOOD);
        return errors.keySet();
    }

    /**
     * What a project begins with is what it is like, not the end of a silence; but for floods: these are held against all
     * the time in which somebody listened, and some minutes at least.
     */
    private static ToLongFunction<Series> heardSince(Set<Series> flooded, long first, long since) {
        var silent = Math.min(since, first - SILENCE);
        return series -> flooded.contains(series) ? silent : first;
    }

    private void judge(long window, Instant at, ToLongFunction<Series> heardSince) {
        var errors = counts.of(window);
        var sums = sums(errors);
        var sights = show(sums, window, heardSince);
        watched.keep(sights, window);
        var raised = sights.stream().filter(sight -> sight.is(Signal.RAISED)).toList();
        incidents.step(new Round(window, at, sums, raised, newCauses(errors, sums, window)));
    }

    private static Map<Series, Sum> sums(List<Map.Entry<Leaf, Long>> errors) {
        var sums = new LinkedHashMap<Series, Sum>();
        for (var entry : errors) {
            var leaf = entry.getKey();
            for (var series : leaf.series) {
                sums.computeIfAbsent(series, name -> new Sum()).add(leaf.client, entry.getValue());
            }
        }
        return sums;
    }

    private List<Sight> show(Map<Series, Sum> sums, long window, ToLongFunction<Series> heardSince) {
        var sights = new ArrayList<Sight>();
        sums.forEach((series, sum) -> {
            if (watched.admits(series)) {
                sights.add(watched.show(series, window, sum.errors(), sum.elsewhere(), heardSince.applyAsLong(series)));
            } else {
                listener.refused(project, series.scope, Instant.ofEpochSecond(window));
            }
        });
        for (var series : watched.due(window)) {
            if (!sums.containsKey(series)) {
                sights.add(watched.show(series, window, 0, 0, heardSince.applyAsLong(series)));
            }
        }
        return sights;
    }

    /** Causes that had not been seen in a project that is no longer young, as soon as they have enough errors. */
    private List<NewCause> newCauses(List<Map.Entry<Leaf, Long>> errors, Map<Series, Sum> sums, long window) {
        past.note(window, errors.stream().map(entry -> entry.getKey().key).toList());
        var found = new ArrayList<NewCause>();
        sums.forEach((series, sum) -> {
            if (series.kind == SeriesKind.CAUSE) {
                var before = past.timesSeen(series.scope);
                var seen = past.see(series.scope, window, sum.errors(), rules.newCodeEvents());
                if (before < rules.newCodeEvents()
                        && seen.times() >= rules.newCodeEvents()
                        && seen.window() >= window - SWEEP
                        && !past.isYoung(Instant.ofEpochSecond(seen.window()))) {
                    found.add(new NewCause(series, seen.window(), seen.times()));
                }
            }
        });
        return found;
    }

    private void forget(long window) {
        var old = window - RECENT;
        if (incidents.isQuiet()) {
            past.learn(old, counts, calls);
        }
        counts.forgetBefore(old + Watched.BIN);
        latecomers.forgetBefore(old);
        calls.forgetBefore(old);
        if (Math.floorMod(window, SWEEP) == 0) {
            past.sweep(window);
            watched.sweep(window);
            versions.sweep(window - SWEEP, window - Watched.MOST_AGE);
            calls.sweep(window - Watched.MOST_AGE);
        }
    }
}
