package dev.errata.bench.micro;

import dev.errata.bench.topology.KeyedEvents;
import dev.errata.core.Cell;
import dev.errata.core.EventJudge;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.monitor.Bounded;
import dev.errata.core.monitor.MemoryTable;
import dev.errata.core.monitor.Monitor;
import dev.errata.core.monitor.Monitor.Counted;
import dev.errata.core.monitor.MonitorListener;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.core.policy.Policy;
import dev.errata.streams.DetachedCells;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the topology does with a window of 300 rate keys, behind the shuffle. Public, as JMH wants it. */
@State(Scope.Thread)
public class WindowSteps {
    private static final int KEYS = 300;
    private static final int EVENTS = 20 * KEYS;
    private static final int MOST_KEYS = 10_000;
    private static final int WINDOW_SECONDS = 10;
    private static final int LEARNED_WINDOWS = 200;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final MonitorListener SILENT = new MonitorListener() {
        @Override
        public void tell(Incident incident) {
            // Nobody is there.
        }

        @Override
        public void tell(Cell coverage) {
            // Nobody is there.
        }

        @Override
        public void refused(String project, dev.errata.core.Scope series, Instant window) {
            // Nobody is there.
        }

        @Override
        public void refused(String project, Bounded kind, Instant window) {
            // Nobody is there.
        }
    };

    private final List<byte[]> keys = new ArrayList<>();
    private final DetachedCells cells = new DetachedCells(MOST_KEYS);
    private final Monitor monitor = new Monitor(
            new MemoryTable(),
            new MonitorSettings(MOST_KEYS, MonitorSettings.DEFAULT_MAX_SERIES, Policy.DEFAULT),
            SILENT);

    private long window;

    /** Makes the keys, and lets the monitor learn for half an hour. */
    @Setup
    public void learn() {
        var source = new KeyedEvents(KEYS, 1);
        var judge = new EventJudge(TimeRules.DEFAULT);
        var seen = new HashSet<String>();
        for (int i = 0; i < EVENTS; i++) {
            judge.judge(source.next(START), false, START.toEpochMilli(), null);
            var key = judge.rateKey();
            if (seen.add(key.toString())) {
                keys.add(key.toBytes());
            }
        }
        for (int i = 0; i < LEARNED_WINDOWS; i++) {
            detect();
        }
    }

    private Instant next() {
        return START.plusSeconds(WINDOW_SECONDS * window++);
    }

    /** Sums up a window's counts in the cube, and forgets it. */
    @Benchmark
    public void cube() {
        var start = next();
        cells.add("default", start, keys);
        cells.evict(start);
    }

    /** Takes a window's counts and judges all of its series. */
    @Benchmark
    public void detect() {
        var start = next();
        monitor.errors(
                "default", start, keys.stream().map(key -> new Counted(key, 1)).toList());
        monitor.passTo(start.plusSeconds(WINDOW_SECONDS).plus(TimeRules.JUDGED_AFTER));
    }
}
