package dev.errata.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The raw topics of a broker, and what is in the one of events. */
final class EventTopic {
    private static final int PARTITIONS = 3;

    private final String prefix;

    EventTopic(String prefix) {
        this.prefix = prefix;
    }

    /**
     * A record of the topic.
     *
     * @param resend whether it bears the mark
     */
    record Copy(UUID id, boolean resend, String json) {
        static Copy of(ConsumerRecord<byte[], byte[]> record) {
            return new Copy(
                    UUID.fromString(new String(record.key(), UTF_8).replaceFirst(".*/", "")),
                    record.headers().lastHeader(Topics.RESEND_HEADER) != null,
                    new String(record.value(), UTF_8));
        }
    }

    void create(String bootstrapServers) throws InterruptedException, ExecutionException {
        var topics = Stream.of("events", "traffic", "outcomes")
                .map(name -> new NewTopic(prefix + "." + name, PARTITIONS, (short) 1))
                .toList();
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        }
    }

    /** Every record up to now. */
    List<Copy> read(String bootstrapServers) {
        return read(bootstrapServers, "events").stream().map(Copy::of).toList();
    }

    List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String kind) {
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(prefix + "." + kind, number))
                .toList();
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    static Set<UUID> ids(List<Copy> copies) {
        return copies.stream().map(Copy::id).collect(Collectors.toSet());
    }

    /** The ids of which there is more than one copy without the mark: Errata would count them twice. */
    static Set<UUID> twice(List<Copy> copies) {
        return copies.stream()
                .filter(copy -> !copy.resend())
                .collect(Collectors.groupingBy(Copy::id, Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
