package dev.errata.bench.pipeline;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.streams.InputTally.Outcome;
import dev.errata.streams.Member;
import dev.errata.streams.Placement;
import dev.errata.streams.StreamsEngine;
import dev.errata.streams.TopologySettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topology. */
final class CountingStage implements Stage {
    private static final int MOST_KEYS = 100_000;

    private final Map<String, Object> kafka;
    private final TopologySettings settings;
    private final Placement place;
    private @Nullable StreamsEngine engine;
    private long before;

    CountingStage(Map<String, Object> kafka, int partitions, Path state) {
        this.kafka = kafka;
        settings = new TopologySettings(
                TimeRules.DEFAULT,
                RawTopics.SHARED,
                Map.of(Topics.EVENTS, partitions, Topics.TRAFFIC, partitions),
                partitions,
                MOST_KEYS);
        place = new Placement(state, 1, 0, new Member("bench", Member.SESSION));
    }

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public void start() {
        engine = StreamsEngine.start(kafka, settings, place);
    }

    @Override
    public long done() {
        return before + (engine == null ? 0 : engine.events().of(Outcome.COUNTED));
    }

    @Override
    public void stop() {
        if (engine != null) {
            var stopped = engine;
            stopped.close();
            before = done();
            engine = null;
        }
    }
}
