package dev.errata.bench.pipeline;

import static java.util.Objects.requireNonNull;

import dev.errata.bench.Benchmark;
import dev.errata.bench.Effort;
import dev.errata.bench.Outcome;
import dev.errata.bench.ingest.EventTopic;
import dev.errata.bench.sink.EventSinks;
import dev.errata.contract.Topics;

/** The whole way, sustained, from HTTP to counted and stored, beside its stages alone on the same machine. */
public final class PipelineBenchmark implements Benchmark {
    private static final int WORKERS = 2;

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String description() {
        return "from HTTP to counted and stored, sustained, beside what its stages alone would allow";
    }

    @Override
    public Outcome run(Effort effort) throws Exception {
        try (var installation = new Installation()) {
            var kafka = installation.kafka();
            var ids = installation.topicIds();
            var events =
                    new EventSinks(kafka, requireNonNull(ids.get(Topics.EVENTS)), installation.database(), WORKERS);
            var race = new Race(
                    new SendingStage(installation.gateway()),
                    new CountingStage(kafka, EventTopic.PARTITIONS, installation.state()),
                    new StoringStage(events, ids),
                    installation.meters());
            var outcome = race.run(effort);
            race.settle(installation::isExact);
            return outcome;
        }
    }
}
