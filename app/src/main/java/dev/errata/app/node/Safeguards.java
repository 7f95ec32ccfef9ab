package dev.errata.app.node;

import dev.errata.store.sink.Corrections;
import dev.errata.store.sink.OffsetStore;
import dev.errata.store.sink.PostgresOffsets;
import dev.errata.store.sink.RateRows;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The two parts of the sinks that make the counts exact. They are named here so that tests can show, by leaving one out,
 * that they would notice.
 *
 * @param corrections books what stored events and counted events differ by
 * @param offsets keeps a sink's offsets, by its name and the ids of the topics
 */
record Safeguards(Corrections corrections, BiFunction<String, Map<String, UUID>, OffsetStore> offsets) {

    /** What everybody but a test runs with. */
    static final Safeguards COMPLETE = new Safeguards(new RateRows(), PostgresOffsets::new);
}
