package dev.errata.app.backtest;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.EventJudge;
import dev.errata.core.EventJudge.Fate;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recorded events and totals as one partition would have had them, judged by the topology's own classes. Times are those of
 * the recording; nothing looks at a clock.
 */
public final class Backtest implements RecordedLog.Listener {
    private static final long SECOND = 1_000;

    private final EventJudge judge = new EventJudge(TimeRules.DEFAULT);
    private final List<Verdicts> verdicts;

    /** Counted and not yet shown, by the window that they are judged in and by key: as a partial would hold it. */
    private final Map<Long, Map<Verdicts.Kind, Long>> counts = new TreeMap<>();

    private final Observer observer;

    private long bytes;
    private long reached = Long.MIN_VALUE;
    private long counted;
    private long refused;

    private Backtest(List<Policy> policies, Observer observer) {
        this.observer = observer;
        verdicts = policies.stream().map(Verdicts::new).toList();
    }

    /** Who is told how it goes. */
    @FunctionalInterface
    public interface Observer {
        /** A line cannot be read. */
        void bad(String problem);

        /** So many bytes of events were read. */
        default void read(long bytes) {}
    }

    /**
     * What came of it.
     *
     * @param incidents for each policy those that it makes, as they stood in the end, in the order of their opening
     * @param counted how many events were counted
     * @param refused how many were no good, or far from the time at which they came
     */
    public record Outcome(List<List<Incident>> incidents, long counted, long refused) {
        public Outcome {
            incidents = List.copyOf(incidents);
        }
    }

    /**
     * Plays the files from start to end.
     *
     * @param events in the order of their arrival, NDJSON
     * @param calls totals in the order of their windows, NDJSON; null where nobody counted
     * @param since from when on errors would have been recorded; null: from the first record on
     * @param policies each is held against the same events
     * @param observer is told of bad lines, and how far it has come
     * @throws IOException where a file cannot be read
     */
    public static Outcome run(
            Path events, @Nullable Path calls, @Nullable Instant since, List<Policy> policies, Observer observer)
            throws IOException {
        var test = new Backtest(policies, observer);
        if (since != null) {
            test.begin(since);
        }
        try (var recording = new RecordedLog(events, calls, observer::bad)) {
            recording.play(test);
        }
        return test.end();
    }

    private void begin(Instant since) {
        reached = since.toEpochMilli();
        verdicts.forEach(each -> each.begin(since));
    }

    @Override
    public void event(byte[] json, long atMillis) {
        bytes += json.length + 1L;
        observer.read(bytes);
        reach(atMillis);
        if (judge.judge(json, false, atMillis, null) == Fate.COUNTED) {
            counted++;
            var judged = TimeRules.judgedSecond(judge.windowSecond(), reached);
            counts.computeIfAbsent(judged, window -> new HashMap<>()).merge(kind(judged), 1L, Long::sum);
        } else {
            refused++;
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
        counts.remove(TimeRules.NOT_JUDGED);
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
        return new Outcome(verdicts.stream().map(Verdicts::incidents).toList(), counted, refused);
    }
}
