package dev.errata.bench.topology;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Contest;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Result;
import java.util.List;

/** How the processor time for an event grows with the number of series, and with the number of events. */
public final class GrowthBenchmark implements Benchmark {
    private static final int FEW_KEYS = 100;
    private static final int MANY_KEYS = 10_000;
    private static final int EVENTS_PER_UNIT = 2;
    private static final int MANY_TIMES = 10;

    @Override
    public String name() {
        return "topology-growth";
    }

    @Override
    public String description() {
        return "events for a second of processor time, of the topology: 100 series beside 10,000, and ten times the events";
    }

    @Override
    public Result run(Effort effort) throws Exception {
        var events = effort.units() * EVENTS_PER_UNIT;
        try (var few = EventLog.of(FEW_KEYS);
                var many = EventLog.of(MANY_KEYS);
                var longer = EventLog.of(FEW_KEYS)) {
            var meters = List.of(CpuMeter.ofThisProcess(), few.cpu(), many.cpu(), longer.cpu());
            return new Contest(
                            "events",
                            new ErrataContender("100 series", few, events),
                            List.of(
                                    new ErrataContender("10,000 series", many, events),
                                    new ErrataContender("ten times as many", longer, (long) events * MANY_TIMES)),
                            meters)
                    .run(effort)
                    .byProcessorTime();
        }
    }
}
