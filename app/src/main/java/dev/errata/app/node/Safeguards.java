package dev.errata.app.node;

import dev.errata.store.sink.Corrections;
import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateRows;
import dev.errata.streams.Placement;
import dev.errata.streams.StreamsEngine;
import dev.errata.streams.TopologySettings;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The parts that make the counts exact. They are named here so that tests can show, by leaving one out, that they would
 * notice.
 *
 * @param corrections books what stored events and counted events differ by
 * @param offsets keeps a sink's offsets, by its name and the ids of the topics
 * @param engine runs the topology
 */
record Safeguards(Corrections corrections, BiFunction<String, Map<String, UUID>, OffsetStore> offsets, Engine engine) {

    /** What everybody but a test runs with. */
    static final Safeguards COMPLETE = new Safeguards(new RateRows(), PostgresOffsets::new, StreamsEngine::start);

    /** How the topology is started. */
    @FunctionalInterface
    interface Engine {
        StreamsEngine start(Map<String, Object> kafka, TopologySettings settings, Placement place);
    }
}
