package dev.errata.bench.ingest;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Contender;
import dev.errata.bench.Contest;
import dev.errata.bench.CpuMeter;
import dev.errata.bench.Effort;
import dev.errata.bench.Result;
import dev.errata.bench.broker.BrokerProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From an application's events to records that Kafka has acknowledged. All contenders send the same sample over and over.
 * Of the usual sample each event has long left the processor's cache when its turn comes, so every contender waits for
 * memory first; an application reports an event that it has just made. A smaller sample shows how much that matters. The
 * smallest is such that lz4 gains nothing by it: a partition's share is more than lz4 looks back.
 */
public final class IngestBenchmark implements Benchmark {
    private static final int USUAL_SAMPLE = 20_000;
    private static final int SMALLEST_SAMPLE = 1_000;
    private static final int LARGEST_SAMPLE = 100_000;

    private final String name;
    private final boolean withEmitter;
    private final int distinctEvents;

    private IngestBenchmark(String name, boolean withEmitter, int distinctEvents) {
        this.name = name;
        this.withEmitter = withEmitter;
        this.distinctEvents = distinctEvents;
    }

    /** Both ways in. */
    public static IngestBenchmark ofAll() {
        return new IngestBenchmark("ingest", true, USUAL_SAMPLE);
    }

    /** The gateway alone. */
    public static IngestBenchmark ofGateway() {
        return new IngestBenchmark("gateway", false, USUAL_SAMPLE);
    }

    /** From {@value #SMALLEST_SAMPLE} to {@value #LARGEST_SAMPLE}. */
    @Override
    public Optional<Benchmark> withSample(int events) {
        return events < SMALLEST_SAMPLE || events > LARGEST_SAMPLE
                ? Optional.empty()
                : Optional.of(new IngestBenchmark(name, withEmitter, events));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "the gateway (NDJSON batches of 500)" + (withEmitter ? " and the emitter" : "")
                + ", beside Kafka's producer with the same bytes; %,d distinct events, over and over"
                        .formatted(distinctEvents);
    }

    @Override
    public Result run(Effort effort) throws Exception {
        var sample = Sample.of(distinctEvents);
        try (var broker = BrokerProcess.start();
                var topic = EventTopic.create(broker.bootstrapServers())) {
            return run(effort, sample, broker, topic);
        }
    }

    private Result run(Effort effort, Sample sample, BrokerProcess broker, EventTopic topic) throws Exception {
        Map<String, Object> connection = Map.of("bootstrap.servers", broker.bootstrapServers());
        var events = effort.units();
        try (var producer = new ProducerContender(connection, sample, events);
                var gateway = new GatewayContender(connection, sample, events);
                var emitter = new EmitterContender(connection, sample, events)) {
            List<Contender> ours = withEmitter ? List.of(gateway, emitter) : List.of(gateway);
            var meters = List.of(CpuMeter.ofThisProcess(), broker.cpu());
            var result = new Contest("events", producer, ours, meters).run(effort);
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
