package dev.errata.core.monitor;

import dev.errata.core.Coverage;
import dev.errata.core.Dimension;
import dev.errata.core.Scope;
import dev.errata.core.policy.Rules;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How well the errors of a project are known, minute by minute and by application: errors are held against the requests of
 * the same application, for that is who reports both, or forgets to.
 */
final class Coverages {
    static final long MINUTE = 60;

    /** What a verdict looks back at. */
    private static final long LOOK = 300;

    /** Of fewer errors nothing is said. */
    private static final long ENOUGH = 20;

    private final Part part;
    private final Counts counts;
    private final Calls calls;
    private final Rules rules;
    private final NavigableMap<Long, Map<String, Coverage>> minutes = new TreeMap<>();

    Coverages(Part part, Counts counts, Calls calls, Rules rules) {
        this.part = part;
        this.counts = counts;
        this.calls = calls;
        this.rules = rules;
    }

    void load(String name, byte[] value) {
        minutes.put(Long.parseLong(name), Pack.read(value, in -> {
            var apps = new TreeMap<String, Coverage>();
            for (int left = in.readInt(); left > 0; left--) {
                apps.put(
                        Pack.text(in),
                        coverage(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
            }
            return apps;
        }));
    }

    /** All windows of a minute have been judged, and their totals have come: answers what is known of each application. */
    Map<String, Coverage> close(long minute) {
        var last = minute + MINUTE - Watched.BIN;
        var errors = new TreeMap<String, Long>();
        var apps = new TreeMap<String, Coverage>();
        counts.forEach(minute, last, (leaf, more) -> {
            var app = leaf.key.value(Dimension.APP);
            errors.merge(app, more, Long::sum);
            add(
                    apps,
                    app,
                    coverage(more, 0, 0, 0, leaf.key.value(Dimension.CODE).isEmpty() ? more : 0));
        });
        cover(errors, requests(minute, last), apps);
        calls.lost(minute, last).forEach((app, lost) -> add(apps, app, coverage(0, 0, lost, 0, 0)));
        counts.withoutRequestId(minute, last).forEach((app, without) -> add(apps, app, coverage(0, 0, 0, without, 0)));
        keep(minute, apps);
        return apps;
    }

    private Map<String, Long> requests(long from, long to) {
        var requests = new TreeMap<String, Long>();
        calls.forEach(from, to, (key, more) -> requests.merge(key.value(Dimension.APP), more, Long::sum));
        return requests;
    }

    /** Requests that name no application may be any one's. */
    private void cover(Map<String, Long> errors, Map<String, Long> requests, Map<String, Coverage> apps) {
        var unnamed = requests.getOrDefault("", 0L);
        for (var entry : errors.entrySet()) {
            var app = entry.getKey();
            var own = app.isEmpty() ? 0 : Math.min(entry.getValue(), requests.getOrDefault(app, 0L));
            var more = Math.min(entry.getValue() - own, unnamed);
            unnamed -= more;
            add(apps, app, coverage(0, own + more, 0, 0, 0));
        }
    }

    private Coverage coverage(long errors, long covered, long lost, long withoutRequestId, long withoutCode) {
        return new Coverage(errors, covered, lost, withoutRequestId, withoutCode, rules.minCoverage());
    }

    private static void add(Map<String, Coverage> apps, String app, Coverage more) {
        apps.merge(app, more, Coverage::plus);
    }

    private void keep(long minute, Map<String, Coverage> apps) {
        minutes.put(minute, apps);
        part.put(Long.toString(minute), Pack.write(out -> {
            out.writeInt(apps.size());
            for (var app : apps.entrySet()) {
                var coverage = app.getValue();
                Pack.text(out, app.getKey());
                out.writeLong(coverage.errors());
                out.writeLong(coverage.covered());
                out.writeLong(coverage.lost());
                out.writeLong(coverage.withoutRequestId());
                out.writeLong(coverage.withoutCode());
            }
        }));
        var old = minutes.headMap(minute + MINUTE - LOOK, false);
        old.keySet().forEach(start -> part.delete(Long.toString(start)));
        old.clear();
    }

    /** Of the last minutes, since there have been totals. */
    Coverage recent() {
        return sum(byApp());
    }

    private static Coverage sum(Map<String, Coverage> apps) {
        return apps.values().stream().reduce(Coverage.NONE, Coverage::plus);
    }

    private Map<String, Coverage> byApp() {
        var sums = new TreeMap<String, Coverage>();
        if (calls.hasAny()) {
            minutes.tailMap(calls.of("").since(), true)
                    .values()
                    .forEach(apps -> apps.forEach((app, coverage) -> add(sums, app, coverage)));
        }
        return sums;
    }

    /** Whether the ratios of a project whose calls are counted mean nothing, since too few of its errors are. */
    boolean isBlind() {
        return isBlind(recent());
    }

    private static boolean isBlind(Coverage recent) {
        return recent.all() >= ENOUGH && recent.isUnknown();
    }

    /**
     * Whether some errors, of all windows between two starts, both included, give no ratio: too few of the latest of the
     * application that the scope names, or of the project, are covered, or too few of themselves. The latter shows at once what
     * the minutes show only when they are over. Totals come a window later than errors, and ratios are of those that have come.
     */
    boolean isUnknown(Scope scope, Predicate<Leaf> some, long from, long to) {
        var app = scope.where().get(Dimension.APP.column());
        var recent = app == null ? recent() : byApp().getOrDefault(app, Coverage.NONE);
        return isBlind(recent) || of(some, from, to).isUnknown();
    }

    /** As {@link #isUnknown(Scope, Predicate, long, long)}, of the errors of a series. */
    boolean isUnknown(Series series, long from, long to) {
        return isUnknown(series.scope, leaf -> leaf.isIn(series), from, to);
    }

    private Coverage of(Predicate<Leaf> some, long from, long to) {
        var errors = new TreeMap<String, Long>();
        counts.forEach(from, to, (leaf, more) -> {
            if (some.test(leaf)) {
                errors.merge(leaf.key.value(Dimension.APP), more, Long::sum);
            }
        });
        var apps = new TreeMap<String, Coverage>();
        errors.forEach((app, all) -> add(apps, app, coverage(all, 0, 0, 0, 0)));
        cover(errors, requests(errors, from - Watched.BIN, to - Watched.BIN), apps);
        return sum(apps);
    }

    /** Who still tells of calls will tell of those that failed since: in a storm of retries there are more than a window before. */
    private Map<String, Long> requests(Map<String, Long> errors, long from, long to) {
        var requests = requests(from, to);
        var all = errors.values().stream().mapToLong(Long::longValue).sum();
        requests(to, to)
                .keySet()
                .forEach(app -> requests.merge(app, app.isEmpty() ? all : errors.getOrDefault(app, 0L), Math::max));
        return requests;
    }

    /** Where errors are that nobody counts the calls of: most of them first. */
    List<String> uncovered() {
        return byApp().entrySet().stream()
                .filter(app -> app.getValue().isUnknown())
                .sorted(Comparator.<Map.Entry<String, Coverage>>comparingLong(
                                app -> app.getValue().covered() - app.getValue().all())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
