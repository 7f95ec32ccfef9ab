package dev.errata.streams;

import static java.util.stream.Collectors.toMap;

import dev.errata.contract.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topology has come, as Kafka tells it to anybody: what is committed is counted, and whatever follows from it
 * is written. Stateless; safe from any thread.
 */
public final class TopologyProgress {
    private final Admin admin;

    /** Uses the client, and leaves it open. */
    public TopologyProgress(Admin admin) {
        this.admin = admin;
    }

    /** The next offset that it reads of each of its partitions, raw ones and its own; empty where it has never run. */
    public Map<TopicPartition, Long> committed() {
        var group = admin.listConsumerGroupOffsets(StreamNames.APPLICATION).partitionsToOffsetAndMetadata();
        return AdminAnswers.of(group).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    /** Whether the partition is one of the topology's own, between its steps. */
    public static boolean isInternal(TopicPartition partition) {
        return partition.topic().startsWith(StreamNames.APPLICATION + "-");
    }

    /** The partitions that the rates go to. */
    public List<TopicPartition> rates() {
        var topics = AdminAnswers.of(admin.describeTopics(List.of(Topics.RATES)).allTopicNames());
        return topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** Where each partition ends, open transactions included. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), ListOffsetsResultInfo::offset);
    }

    /** The first offset of each partition that was appended at that time or later; its end where none was. */
    public Map<TopicPartition, Long> appendedBy(Collection<TopicPartition> partitions, Instant time) {
        var ends = ends(partitions);
        var found = offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli()), ListOffsetsResultInfo::offset);
        found.forEach((partition, offset) -> {
            if (offset >= 0) {
                ends.put(partition, offset);
            }
        });
        return ends;
    }

    /** The time that the log has reached: the earliest of the last append times of these partitions. */
    public Instant reached(Set<TopicPartition> partitions) {
        return Instant.ofEpochMilli(
                offsets(partitions, OffsetSpec.maxTimestamp(), ListOffsetsResultInfo::timestamp).values().stream()
                        .mapToLong(Long::longValue)
                        .min()
                        .orElse(0));
    }

    /** When the last record of each partition was appended; of those that have any. */
    public Map<TopicPartition, Instant> lastAppends(Set<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.maxTimestamp(), ListOffsetsResultInfo::timestamp).entrySet().stream()
                .filter(entry -> entry.getValue() >= 0)
                .collect(toMap(Map.Entry::getKey, entry -> Instant.ofEpochMilli(entry.getValue())));
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which, Function<ListOffsetsResultInfo, Long> value) {
        var question = partitions.stream().collect(toMap(Function.identity(), partition -> which));
        return AdminAnswers.of(admin.listOffsets(question).all()).entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> value.apply(entry.getValue())));
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed.offset();
    }
}
