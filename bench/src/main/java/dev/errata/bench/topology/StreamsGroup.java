package dev.errata.bench.topology;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.streams.KafkaStreams;

/** What Kafka keeps for an application of Kafka Streams, looked at from outside. */
final class StreamsGroup implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Admin admin;
    private final String name;

    StreamsGroup(Map<String, Object> connection, String name) {
        admin = Admin.create(connection);
        this.name = name;
    }

    /** Whether each thread of the process has its share of the partitions, and works. */
    static boolean isSettled(KafkaStreams streams) {
        return streams.state() == KafkaStreams.State.RUNNING
                && streams.metadataForLocalThreads().stream()
                        .noneMatch(thread -> thread.activeTasks().isEmpty());
    }

    /** Whether the group has committed all of the topic. */
    boolean hasCommitted(String topic) {
        try {
            var committed = admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get();
            committed.keySet().removeIf(partition -> !partition.topic().equals(topic));
            var latest = committed.keySet().stream()
                    .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
            var ends = admin.listOffsets(latest).all().get();
            return committed.entrySet().stream()
                    .allMatch(position -> position.getValue().offset()
                            >= requireNonNull(ends.get(position.getKey())).offset());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the broker does not answer", e);
        }
    }

    /** Deletes its offsets, and the topics between its parts. */
    void forget() throws ExecutionException, InterruptedException {
        admin.deleteConsumerGroups(List.of(name)).all().get();
        var own = topics();
        admin.deleteTopics(own).all().get();
        while (!topics().isEmpty()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private List<String> topics() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(name + "-"))
                .toList();
    }

    @Override
    public void close() {
        admin.close();
    }
}
