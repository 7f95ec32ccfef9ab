package dev.errata.bench.sink;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Contest;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Result;
import dev.errata.bench.broker.BrokerProcess;
import dev.errata.bench.ingest.EventTopic;
import java.util.List;
import java.util.Map;

/** From records in Kafka to rows in Postgres, all indexes on. Start-up and joining the group are not measured. */
public final class SinkBenchmark implements Benchmark {
    private static final int WORKERS = 2;

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String description() {
        return "the event sink with " + WORKERS
                + " connections, beside bare binary COPY of the same rows by as many, and"
                + " beside a consumer that inserts in batches";
    }

    @Override
    public Result run(Effort effort) throws Exception {
        try (var broker = BrokerProcess.start();
                var topic = EventTopic.create(broker.bootstrapServers());
                var database = BenchDatabase.start()) {
            Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            Preload.events(kafka, effort.units());
            var sink = new SinkContender(new EventSinks(kafka, topic.id(), database, WORKERS), effort.units());
            fill(sink);
            var copy = CopyContender.ofStoredRows(database, WORKERS);
            var insert = InsertContender.create(kafka, database, effort.units());
            var meters = List.of(CpuMeter.ofThisProcess(), broker.cpu(), database.cpu());
            var result = new Contest("events", List.of(copy, insert), List.of(sink), meters).run(effort);
            checkAllStored(database, effort.units(), List.of("event", "event_json"));
            return result;
        }
    }

    /** Leaves the rows that the baseline copies. */
    static void fill(SinkContender sink) throws Exception {
        try {
            sink.prepare();
            sink.run();
        } finally {
            sink.tidy();
        }
    }

    /** A contender that leaves something out would win every round. */
    static void checkAllStored(BenchDatabase database, long events, List<String> tables) throws Exception {
        for (var table : tables) {
            var stored = database.number("SELECT count(*) FROM " + table);
            if (stored != events) {
                throw new IllegalStateException(stored + " of " + events + " events are in " + table);
            }
        }
    }
}
