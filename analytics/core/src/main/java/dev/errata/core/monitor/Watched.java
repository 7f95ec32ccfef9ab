package dev.errata.core.monitor;

import dev.errata.core.detect.Bursts;
import dev.errata.core.detect.Observation;
import dev.errata.core.detect.Signal;
import dev.errata.core.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The series of a project with what the detector knows of each. States stay in the table; at hand is only which there
 * are, and which raise an alarm. A series without errors is looked at once an hour, so that its next error finds little
 * silence to catch up with.
 */
final class Watched {
    static final long BIN = 10;

    /** What has not been seen for so long may be forgotten: more than a week, so what comes every week stays known. */
    static final long MOST_AGE = Duration.ofDays(8).toSeconds();

    private static final long BLOCK = 600;
    private static final long HOUR = 3600;
    private static final int TURNS = Math.toIntExact(HOUR / BIN);

    private final Part part;
    private final Part burstsPart;
    private final SeriesNames names;
    private final Calls calls;
    private final BudgetedDetectors detectors;
    private final int maxSeries;

    /** Start of the last window in which each had errors. */
    private final Map<Series, Long> known = new HashMap<>();

    private final Set<Series> firing = new HashSet<>();

    /** Those of them whose last minutes were normal. */
    private final Set<Series> waning = new HashSet<>();

    private final Together together = new Together();

    /** What bursts are like in this project. */
    private Bursts bursts = Bursts.UNKNOWN;

    Watched(Part part, Part burstsPart, SeriesNames names, Calls calls, Rules rules, int maxSeries) {
        this.part = part;
        this.burstsPart = burstsPart;
        this.names = names;
        this.calls = calls;
        this.detectors = new BudgetedDetectors(rules);
        this.maxSeries = maxSeries;
    }

    void load(String name, byte[] value) {
        var series = names.named(name);
        var entry = SeriesEntry.read(value);
        note(series, entry.errors(), entry.firing(), entry.waning());
        together.load(series, entry.unusual());
    }

    void loadBursts(byte[] value) {
        bursts = Bursts.read(value);
    }

    private void note(Series series, long lastErrors, boolean isFiring, boolean isWaning) {
        known.put(series, lastErrors);
        put(firing, series, isFiring);
        put(waning, series, isWaning);
    }

    private static void put(Set<Series> set, Series series, boolean isIn) {
        if (isIn) {
            set.add(series);
        } else {
            set.remove(series);
        }
    }

    /** Whether there is room for the series, or it is there. */
    boolean admits(Series series) {
        return known.containsKey(series) || known.size() < maxSeries;
    }

    /**
     * Those that have to see a window even if it has no errors of theirs, in a lasting order: alarms, whose turn it is in
     * this hour, and at the end of ten minutes who had errors in them.
     */
    Collection<Series> due(long window) {
        var due = new TreeSet<>(Series.ORDER);
        due.addAll(firing);
        var turn = Math.floorMod(window / BIN, TURNS);
        var isBlockEnd = Math.floorMod(window + BIN, BLOCK) == 0;
        known.forEach((series, last) -> {
            if (Math.floorMod(series.name.hashCode(), TURNS) == turn || (isBlockEnd && last > window - BLOCK)) {
                due.add(series);
            }
        });
        return due;
    }

    boolean isFiring(Series series) {
        return firing.contains(series);
    }

    /** Whether it raises an alarm for what its last minutes show, too. */
    boolean isElevated(Series series) {
        return firing.contains(series) && !waning.contains(series);
    }

    /**
     * Shows a window to the series.
     *
     * @param elsewhere errors that do not come from the busiest client
     * @param since the start of a window from which on errors would have been seen
     */
    Sight show(Series series, long window, long errors, long elsewhere, long since) {
        var slice = calls.of(series.calls);
        var isCounted = slice.isKnown(window - BIN);
        var entry = entry(series);
        // An alarm goes on in the unit that it began in.
        if (entry == null) {
            entry = begin(slice, window, isCounted, since);
        } else if (entry.byRequests() != isCounted && !entry.firing()) {
            entry = inOtherUnit(entry, slice, window);
        }
        var byRequests = entry.byRequests();
        var detector = detectors.of(byRequests, known.size());
        var now = slice.at(window - BIN);
        var silence = byRequests ? slice.all() - now - entry.calls() : window - entry.window() - BIN;
        var observation = new Observation(
                Instant.ofEpochSecond(window),
                errors,
                byRequests ? exposure(slice, now, errors) : BIN,
                Math.max(0, silence),
                elsewhere);
        var before = detector.codec().decode(entry.state());
        var step = detector.next(before, observation, bursts);
        var ended = detector.ended(before, step.state());
        return new Sight(series, window, errors, byRequests, slice.all(), detector, step, ended);
    }

    private @Nullable SeriesEntry entry(Series series) {
        var stored = part.get(series.name);
        return stored == null ? null : SeriesEntry.read(stored);
    }

    /** Errors without any calls have some that nobody has counted: as many as the last time, at a guess. */
    private static long exposure(Calls.Slice slice, long now, long errors) {
        return errors > 0 && now == 0 ? Math.max(1, slice.requests()) : now;
    }

    /** Of a series without a past: it has been silent for an hour, or for as long as it would have been heard. */
    private SeriesEntry begin(Calls.Slice slice, long window, boolean byRequests, long since) {
        var heard = byRequests ? slice.since() : since;
        var last = Math.min(Math.max(window - HOUR, heard), window - BIN);
        var detector = detectors.of(byRequests, known.size());
        var state = detector.next(detector.start(), Observation.of(Instant.ofEpochSecond(last), 0, 0))
                .state();
        var before = slice.all() - slice.at(window - BIN);
        var share = Math.min(1, (double) (window - last - BIN) / Math.max(BIN, window - BIN - heard));
        return new SeriesEntry(
                byRequests,
                false,
                false,
                last,
                last,
                Math.round(before * (1 - share)),
                Together.NEVER,
                detector.codec().encode(state));
    }

    /** Totals have come, or are missed: its errors so far are held against the one in place of the other. */
    private SeriesEntry inOtherUnit(SeriesEntry entry, Calls.Slice slice, long window) {
        var byRequests = !entry.byRequests();
        var detector = detectors.of(byRequests, known.size());
        var since = byRequests ? slice.since() : Long.MIN_VALUE;
        var state = detector.inThisUnit(
                detectors.of(entry.byRequests(), known.size()).codec().decode(entry.state()),
                Instant.ofEpochSecond(Math.max(since, window - HOUR)),
                Instant.ofEpochSecond(window),
                byRequests ? Math.max(1, slice.requests()) : BIN);
        return new SeriesEntry(
                byRequests,
                false,
                false,
                window - BIN,
                entry.errors(),
                slice.all() - slice.at(window - BIN),
                entry.unusual(),
                detector.codec().encode(state));
    }

    /** All sights of a window are there: raises what only together is an alarm, and keeps what has changed. */
    void keep(Collection<Sight> sights, long window) {
        together.corroborate(sights, window);
        sights.forEach(this::keep);
        learnBursts(sights, window);
    }

    /** Every ten minutes, for the time that passes, and whenever some have ended. */
    private void learnBursts(Collection<Sight> sights, long window) {
        var ended = sights.stream().flatMap(sight -> sight.ended.stream()).toList();
        if (!ended.isEmpty() || Math.floorMod(window + BIN, BLOCK) == 0) {
            bursts = bursts.with(Instant.ofEpochSecond(window), known.size(), ended);
            burstsPart.put("", bursts.toBytes());
        }
    }

    private void keep(Sight sight) {
        var isWaning = sight.is(Signal.WANING);
        var isFiring = isWaning || sight.is(Signal.RAISED) || sight.is(Signal.FIRING);
        var lastErrors = sight.errors > 0 ? sight.window : known.getOrDefault(sight.series, sight.window);
        note(sight.series, lastErrors, isFiring, isWaning);
        var entry = new SeriesEntry(
                sight.byRequests,
                isFiring,
                isWaning,
                sight.window,
                lastErrors,
                sight.calls,
                together.last(sight.series),
                sight.state());
        part.put(sight.series.name, entry.toBytes());
    }

    /** What the alarm is about is over, though this series alone would not say so yet. */
    void release(Series series) {
        var entry = entry(series);
        if (entry == null || !entry.firing()) {
            return;
        }
        var detector = detectors.of(entry.byRequests(), known.size());
        var state = detector.release(detector.codec().decode(entry.state()));
        note(series, entry.errors(), false, false);
        part.put(series.name, entry.ended(detector.codec().encode(state)).toBytes());
    }

    /** Drops the series that have had no error for more than a week. */
    void sweep(long window) {
        var old = known.entrySet().stream()
                .filter(entry -> entry.getValue() < window - MOST_AGE)
                .map(Map.Entry::getKey)
                .toList();
        old.forEach(series -> {
            known.remove(series);
            firing.remove(series);
            waning.remove(series);
            part.delete(series.name);
        });
    }
}
