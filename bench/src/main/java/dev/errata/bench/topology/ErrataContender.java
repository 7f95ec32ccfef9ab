package dev.errata.bench.topology;

import static dev.errata.bench.topology.EventLog.PARTITIONS;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.embedded.Directories;
import dev.errata.streams.InputTally.Outcome;
import dev.errata.streams.Member;
import dev.errata.streams.Placement;
import dev.errata.streams.StreamsEngine;
import dev.errata.streams.TopologySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Ours, as it runs everywhere, from the start of the log and with nothing left of the round before. */
final class ErrataContender extends GatedContender {
    private static final String GROUP = "errata-analytics";
    private static final TopologySettings SETTINGS = new TopologySettings(
            TimeRules.DEFAULT,
            RawTopics.SHARED,
            Map.of(Topics.EVENTS, PARTITIONS, Topics.TRAFFIC, PARTITIONS),
            PARTITIONS,
            100_000);

    private final String name;
    private final EventLog log;

    private @Nullable StreamsEngine engine;
    private @Nullable Path state;

    /** @param length of the log in each lap */
    ErrataContender(String name, EventLog log, long length) {
        super(log, Topics.EVENTS, length);
        this.name = name;
        this.log = log;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    LongSupplier begin() throws Exception {
        state = Files.createTempDirectory("errata-bench-streams");
        var place = new Placement(state, 1, 0, new Member("bench", Member.SESSION));
        var started = StreamsEngine.start(log.connection(), SETTINGS, place);
        engine = started;
        return () -> started.events().of(Outcome.COUNTED);
    }

    @Override
    boolean isSettled() {
        return engine != null && StreamsGroup.isSettled(engine.streams());
    }

    /** All that it has counted must be there once it is committed. */
    @Override
    void end() throws Exception {
        if (engine != null && state != null) {
            try (var group = new StreamsGroup(log.connection(), GROUP)) {
                await(() -> group.hasCommitted(Topics.EVENTS));
                engine.close();
                group.forget();
            }
            Directories.delete(state);
        }
    }
}
