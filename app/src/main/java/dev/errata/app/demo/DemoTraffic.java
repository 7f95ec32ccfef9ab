package dev.errata.app.demo;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.TrafficRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Traffic of our own making. Pure: the same seed, begin and window always give the same records. */
final class DemoTraffic {
    private static final double SECONDS_A_DAY = 86_400;
    private static final double WOBBLE = 0.3;

    private final long seed;
    private final DemoScript script;

    /** The incidents are timed from the given begin; before it, traffic is quiet. */
    DemoTraffic(long seed, Instant begin) {
        this.seed = seed;
        this.script = new DemoScript(begin);
    }

    /**
     * All that happened in one window.
     *
     * @param events in the order of their times
     * @param totals one for each stream
     * @param outcomes of calls and tasks that ended otherwise than their events tell
     */
    record Slice(List<ErrorEvent> events, List<TrafficRecord> totals, List<CallOutcome> outcomes) {}

    /** The slice of the window that starts at the given time, a multiple of {@link TrafficRecord#WINDOW}. */
    Slice slice(Instant window) {
        var events = new ArrayList<ErrorEvent>();
        var totals = new ArrayList<TrafficRecord>();
        var outcomes = new ArrayList<CallOutcome>();
        for (var stream : DemoStream.ALL) {
            var random = new SplittableRandom(seed ^ window.getEpochSecond() ^ stream.seed());
            var calls = new DemoCalls(stream, script, window, random);
            calls.run(howMany(stream, window, random));
            events.addAll(calls.events());
            totals.add(calls.total());
            outcomes.addAll(calls.outcomes());
        }
        events.sort(Comparator.comparing(ErrorEvent::time));
        return new Slice(events, totals, outcomes);
    }

    /** Slow in the night, fast by day, never quite even. */
    private static int howMany(DemoStream stream, Instant window, SplittableRandom random) {
        var day = 1 + WOBBLE * Math.sin(2 * Math.PI * window.getEpochSecond() / SECONDS_A_DAY);
        var mean = stream.callsPerSecond() * TrafficRecord.WINDOW.toSeconds() * day;
        return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
}
