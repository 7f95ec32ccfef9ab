package dev.errata.streams;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of the stream threads. Kafka Streams tells nobody before it commits, other than its producer; so that is
 * where counts that are still being combined leave, and where it is checked what is committed.
 */
class StreamClients implements KafkaClientSupplier {
    private final int cubePartitions;
    private final Flushing flushing;
    private final ThreadLocal<ThreadInputs> inputs;

    StreamClients(TopologySettings settings, Flushing flushing) {
        this.cubePartitions = settings.cubePartitions();
        this.flushing = flushing;
        var raw = Set.copyOf(settings.topics().counted());
        inputs = ThreadLocal.withInitial(() -> new ThreadInputs(raw));
    }

    /** Those of the calling thread. */
    ThreadInputs inputs() {
        return inputs.get();
    }

    int cubePartitions() {
        return cubePartitions;
    }

    Flushing flushing() {
        return flushing;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new CommittingProducer(config, this);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new WatchedConsumer(config, this);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return plainConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return plainConsumer(config);
    }

    private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
