package dev.errata.app.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import dev.errata.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.databind.node.ObjectNode;

/** All of the topic of events as a recording. */
final class RecordedTopic {
    private RecordedTopic() {}

    static Path write(String bootstrapServers, Path file) throws IOException, InvalidRecordException {
        var lines = new ArrayList<String>();
        for (var record : read(bootstrapServers)) {
            if (record.headers().lastHeader(Topics.TICK_HEADER) == null) {
                var event = (ObjectNode) Json.parse(record.value());
                event.put("arrival", Instant.ofEpochMilli(record.timestamp()).toString());
                lines.add(new String(Json.write(event), UTF_8));
            }
        }
        return Files.write(file, lines);
    }

    /** In the order in which they were appended, whatever the partition. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < requireNonNull(ends.get(each)))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            records.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
            return records;
        }
    }
}
