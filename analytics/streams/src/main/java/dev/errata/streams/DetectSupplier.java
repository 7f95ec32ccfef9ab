package dev.errata.streams;

import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The detection with its stores. */
final class DetectSupplier implements ProcessorSupplier<String, Partial, String, Told> {
    private final TopologySettings settings;
    private final Refusals refusals;

    /** @param refusals counts what is left out, since there is too much of it */
    DetectSupplier(TopologySettings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    @Override
    public Processor<String, Partial, String, Told> get() {
        return new Detect(settings, refusals);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                MemoryStores.store(StreamNames.MONITOR_STORE, Serdes.String(), Serdes.ByteArray()),
                MemoryStores.store(StreamNames.JUDGED_STORE, Serdes.String(), Serdes.Long()));
    }
}
