package dev.errata.streams;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;

/** The engine without a part that its exactness rests on, for tests that must notice. In this package to reach its seam. */
public final class WeakEngines {
    private WeakEngines() {}

    /** What was read and not committed before a crash is counted again. */
    public static StreamsEngine atLeastOnce(Map<String, Object> kafka, TopologySettings settings, Placement place) {
        var config = config(kafka, place);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        return StreamsEngine.start(config, settings, clients(settings));
    }

    /** Events are committed whose counts are still being combined. */
    public static StreamsEngine withoutFlush(Map<String, Object> kafka, TopologySettings settings, Placement place) {
        return StreamsEngine.start(config(kafka, place), settings, clients(settings));
    }

    private static Properties config(Map<String, Object> kafka, Placement place) {
        var config = StreamsEngine.config(kafka, place.stateDirectory(), place.replication());
        place.configure(config);
        return config;
    }

    private static StreamClients clients(TopologySettings settings) {
        return new StreamClients(settings, Flushing.ON_TICK);
    }
}
