package dev.errata.app.node;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.core.policy.Policy;
import dev.errata.streams.ErrorTopology;
import dev.errata.streams.TopologySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** All that stands in the topics of events and of totals, ticks too, once more through a topology that remembers nothing. */
final class ReplayedLog {
    private static final RawTopics TOPICS = RawTopics.SHARED;

    private ReplayedLog() {}

    /** The incidents that it makes, as they stand in the end. */
    static List<Incident> incidents(String bootstrapServers, Policy policy, Path stateDirectory)
            throws InvalidRecordException {
        var config = config(stateDirectory);
        var incidents = new LinkedHashMap<UUID, Incident>();
        try (var driver = new TopologyTestDriver(new ErrorTopology(settings(policy), config).get(), config)) {
            var serializer = new ByteArraySerializer();
            var inputs = TOPICS.counted().stream()
                    .collect(Collectors.toMap(
                            topic -> topic, topic -> driver.createInputTopic(topic, serializer, serializer)));
            var told =
                    driver.createOutputTopic(Topics.INCIDENTS, new StringDeserializer(), new ByteArrayDeserializer());
            for (var record : read(bootstrapServers)) {
                requireNonNull(inputs.get(record.topic()))
                        .pipeInput(
                                new TestRecord<>(record.key(), record.value(), record.headers(), record.timestamp()));
            }
            for (var value : told.readValuesToList()) {
                var incident = IncidentCodec.decode(value);
                incidents.put(incident.id(), incident);
            }
        }
        return List.copyOf(incidents.values());
    }

    private static TopologySettings settings(Policy policy) {
        var onePartition = TOPICS.counted().stream().collect(Collectors.toMap(topic -> topic, _ -> 1));
        return new TopologySettings(
                TimeRules.DEFAULT,
                TOPICS,
                onePartition,
                1,
                TopologySettings.DEFAULT_MAX_KEYS,
                MonitorSettings.DEFAULT_MAX_SERIES,
                policy);
    }

    private static Properties config(Path stateDirectory) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "replayed");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        return config;
    }

    /** In the order in which they were appended, whatever the topic and partition. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = TOPICS.counted().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
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
