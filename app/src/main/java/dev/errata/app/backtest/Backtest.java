package dev.errata.app.backtest;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.EventJudge;
import dev.errata.core.EventJudge.Fate;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.core.policy.Policy;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recorded events and totals as one partition would have had them, judged by the topology's own classes. Times are those of
 * the recording; nothing looks at a clock.
 */
public final class Backtest implements RecordedLog.Listener {
    private static final long SECOND = 1_000;

    private final EventJudge judge;
    private final List<Verdicts> verdicts;

    /** Counted and not yet shown, by the window that they are judged in and by key: as a partial would hold it. */
    private final Map<Long, Map<Verdicts.Kind, Long>> counts = new TreeMap<>();

    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private long reached = Long.MIN_VALUE;
    private long unjudged;

    private Backtest(Limits limits, List<Policy> policies) {
        judge = new EventJudge(limits.rules());
        verdicts = policies.stream()
                .map(policy -> new Verdicts(new MonitorSettings(limits.maxKeys(), limits.maxSeries(), policy)))
                .toList();
    }

    /** Who is told how it goes. */
    @FunctionalInterface
    public interface Observer {
        /** A line cannot be read. */
        void bad(String problem);

        /** So many bytes of events were read, of twice the size of their file. */
        default void read(long bytes) {}
    }

    /**
     * What became of the events that could be read: of each either counted, late or refused.
     *
     * @param counted those that the topology would have counted
     * @param unjudged those of them that came more than a minute after their window, and so had no part in an incident
     * @param late those that came after the grace of their window
     * @param refused those that would have been dead letters
     */
    public record Tally(long counted, long unjudged, long late, long refused) {}

    /**
     * What came of it.
     *
     * @param incidents for each policy those that it makes, as they stood in the end, in the order of their opening
     * @param unwatched how many series, each counted once a window, were not watched as their project has too many; where
     *     policies differ in that, the most
     */
    public record Outcome(List<List<Incident>> incidents, Tally tally, long unwatched) {
        public Outcome {
            incidents = List.copyOf(incidents);
        }
    }

    /**
     * Plays the recording from start to end.
     *
     * @param policies each is held against the same events
     * @param observer is told of bad lines, and how far it has come
     * @throws IOException where a file cannot be read
     */
    public static Outcome run(Recording recording, Limits limits, List<Policy> policies, Observer observer)
            throws IOException {
        var test = new Backtest(limits, policies);
        if (recording.since() != null) {
            test.begin(recording.since());
        }
        try (var log = new RecordedLog(recording, observer)) {
            log.play(test);
        }
        return test.end();
    }

    private void begin(Instant since) {
        reached = since.toEpochMilli();
        verdicts.forEach(each -> each.begin(since));
    }

    @Override
    public void event(byte[] json, long atMillis) {
        reach(atMillis);
        var fate = judge.judge(json, false, atMillis, null);
        fates.merge(fate, 1L, Long::sum);
        if (fate == Fate.COUNTED) {
            count(TimeRules.judgedSecond(judge.windowSecond(), reached));
        }
    }

    private void count(long judged) {
        if (judged == TimeRules.NOT_JUDGED) {
            unjudged++;
        } else {
            counts.computeIfAbsent(judged, window -> new HashMap<>()).merge(kind(judged), 1L, Long::sum);
        }
    }

    private Verdicts.Kind kind(long judged) {
        return new Verdicts.Kind(
                judge.rateKey(), judge.appVersion(), judge.isWithoutRequestId(), judge.windowSecond() < judged);
    }

    @Override
    public void calls(TrafficRecord totals, long atMillis) {
        reach(atMillis);
        if (TimeRules.isTotalJudged(totals.window(), Instant.ofEpochMilli(reached))) {
            verdicts.forEach(each -> each.calls(totals));
        }
    }

    /** A tick a second, as the log has them. */
    private void reach(long millis) {
        var isNextSecond = reached != Long.MIN_VALUE && Math.floorDiv(millis, SECOND) > Math.floorDiv(reached, SECOND);
        reached = Math.max(reached, millis);
        if (isNextSecond) {
            tick();
        }
    }

    private void tick() {
        verdicts.forEach(each -> each.errors(counts));
        counts.clear();
        verdicts.forEach(each -> each.passTo(Instant.ofEpochMilli(reached)));
    }

    /** The last window is over, and its judgement. */
    private Outcome end() {
        if (reached != Long.MIN_VALUE) {
            tick();
            reached += TrafficRecord.WINDOW.plus(TimeRules.JUDGED_AFTER).toMillis();
            tick();
        }
        return new Outcome(
                verdicts.stream().map(Verdicts::incidents).toList(),
                new Tally(fate(Fate.COUNTED), unjudged, fate(Fate.LATE), fate(Fate.REFUSED)),
                verdicts.stream().mapToLong(Verdicts::unwatched).max().orElse(0));
    }

    private long fate(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }
}
