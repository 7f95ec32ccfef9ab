package dev.errata.bench.ingest;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Contest;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Result;
import dev.errata.bench.broker.BrokerProcess;
import java.util.List;
import java.util.Map;

/** From an application's events to records that Kafka has acknowledged. */
public final class IngestBenchmark implements Benchmark {
    private static final int DISTINCT_EVENTS = 20_000;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public String description() {
        return "the gateway (NDJSON batches of 500) and the emitter, beside Kafka's producer with the same bytes";
    }

    @Override
    public Result run(Effort effort) throws Exception {
        var sample = Sample.of(DISTINCT_EVENTS);
        try (var broker = BrokerProcess.start();
                var topic = EventTopic.create(broker.bootstrapServers())) {
            return run(effort, sample, broker, topic);
        }
    }

    private static Result run(Effort effort, Sample sample, BrokerProcess broker, EventTopic topic) throws Exception {
        Map<String, Object> connection = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new ProducerContender(connection, sample, effort.units());
                var gateway = new GatewayContender(connection, sample, effort.units());
                var emitter = new EmitterContender(connection, sample, effort.units())) {
            var meters = List.of(CpuMeter.ofThisProcess(), broker.cpu());
            var result = new Contest("events", producer, List.of(gateway, emitter), meters).run(effort);
            checkNothingLost(topic, result.unitsPerRound() * (effort.warmUps() + effort.rounds()));
            return result;
        }
    }

    /** A contender that acknowledges what is not there would win every round. */
    private static void checkNothingLost(EventTopic topic, long acknowledged) throws Exception {
        var stored = topic.size();
        if (stored != acknowledged) {
            throw new IllegalStateException(
                    acknowledged + " events were acknowledged, " + stored + " are in the topic");
        }
    }
}
