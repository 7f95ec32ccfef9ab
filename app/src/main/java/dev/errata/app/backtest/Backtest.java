package dev.errata.app.backtest;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.EventJudge;
import dev.errata.core.EventJudge.Fate;
import dev.errata.core.RateKey;
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
import java.util.function.Consumer;
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
    private final Map<Long, Map<RateKey, Long>> counts = new TreeMap<>();

    private long reached = Long.MIN_VALUE;
    private long counted;
    private long refused;

    private Backtest(List<Policy> policies) {
        verdicts = policies.stream().map(Verdicts::new).toList();
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
     * @param bad is told of each line that cannot be read
     * @throws IOException where a file cannot be read
     */
    public static Outcome run(
            Path events, @Nullable Path calls, @Nullable Instant since, List<Policy> policies, Consumer<String> bad)
            throws IOException {
        var test = new Backtest(policies);
        if (since != null) {
            test.begin(since);
        }
        try (var recording = new RecordedLog(events, calls, bad)) {
            recording.play(test);
        }
        return test.end();
    }

    private void begin(Instant since) {
        reached = since.toEpochMilli();
        tick();
    }

    @Override
    public void event(byte[] json, long atMillis) {
        reach(atMillis);
        if (judge.judge(json, false, atMillis, null) == Fate.COUNTED) {
            counted++;
            counts.computeIfAbsent(TimeRules.judgedSecond(judge.windowSecond(), reached), window -> new HashMap<>())
                    .merge(judge.rateKey(), 1L, Long::sum);
        } else {
            refused++;
        }
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
