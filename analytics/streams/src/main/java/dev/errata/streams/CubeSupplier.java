package dev.errata.streams;

import dev.errata.core.Cell;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The cube with its stores. */
final class CubeSupplier implements ProcessorSupplier<String, Partial, String, Cell> {
    private final TopologySettings settings;
    private final StreamClients clients;

    CubeSupplier(TopologySettings settings, StreamClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    @Override
    public Processor<String, Partial, String, Cell> get() {
        return new Cube(settings, clients);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                MemoryStores.store(StreamNames.CELLS_STORE, Serdes.Bytes(), Serdes.ByteArray()),
                MemoryStores.store(StreamNames.SHARES_STORE, Serdes.Bytes(), Serdes.ByteArray()),
                MemoryStores.store(StreamNames.WATERMARKS_STORE, Serdes.String(), Serdes.Long()));
    }
}
