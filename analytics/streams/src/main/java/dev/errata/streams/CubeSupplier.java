package dev.errata.streams;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.Cell;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The cube with its stores: in memory, their changes logged, not cached, so that what is told follows the input. */
final class CubeSupplier implements ProcessorSupplier<String, Partial, String, Cell> {
    private static final TrafficRecordCodec TOTALS = new TrafficRecordCodec();

    private final TopologySettings settings;

    CubeSupplier(TopologySettings settings) {
        this.settings = settings;
    }

    @Override
    public Processor<String, Partial, String, Cell> get() {
        return new Cube(settings.rules(), settings.inputs());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                store(StreamNames.ERRORS_STORE, CellKey.serde(), Serdes.Long()),
                store(StreamNames.TOTALS_STORE, SourceKey.serde(), totals()),
                store(StreamNames.WATERMARKS_STORE, Serdes.String(), Serdes.Long()));
    }

    private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withCachingDisabled();
    }

    private static Serde<TrafficRecord> totals() {
        return Serdes.serdeFrom(
                (topic, record) -> record == null ? null : TOTALS.encode(record),
                (topic, bytes) -> bytes == null ? null : decode(bytes));
    }

    private static TrafficRecord decode(byte[] bytes) {
        try {
            return TOTALS.decode(bytes);
        } catch (InvalidRecordException e) {
            throw new SerializationException("totals that were valid when they were stored", e);
        }
    }
}
