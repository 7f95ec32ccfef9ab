package dev.errata.bench.topology;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Contest;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Result;
import java.util.List;

/** From events in Kafka to rates in Kafka, exactly once, by 6 partitions and 2 threads. */
public final class TopologyBenchmark implements Benchmark {
    private static final int KEYS = 300;
    private static final int EVENTS_PER_UNIT = 12;
    private static final int SAMPLE_SHARE = 30;

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public String description() {
        return "the topology, exactly once, beside the textbook's and beside consumers that only count in a map";
    }

    @Override
    public Result run(Effort effort) throws Exception {
        var events = effort.units() * EVENTS_PER_UNIT;
        try (var log = EventLog.of(KEYS)) {
            return new Contest(
                            "events",
                            List.of(
                                    new TextbookContender(log, events / SAMPLE_SHARE),
                                    new ConsumerContender(log, events)),
                            List.of(new ErrataContender("topology", log, events)),
                            List.of(CpuMeter.ofThisProcess(), log.cpu()))
                    .run(effort);
        }
    }
}
