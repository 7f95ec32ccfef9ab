package dev.errata.bench.ingest;

import dev.errata.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;

/** The topic that all contenders write to, as Errata makes it. */
public final class EventTopic implements AutoCloseable {
    /** Of the topic. */
    public static final int PARTITIONS = 6;

    private final Admin admin;
    private Uuid id = Uuid.ZERO_UUID;

    private EventTopic(Admin admin) {
        this.admin = admin;
    }

    /** Kafka's id of it. */
    public UUID id() {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Makes it. */
    public static EventTopic create(String bootstrapServers) throws ExecutionException, InterruptedException {
        var topic = new EventTopic(Admin.create(Map.of("bootstrap.servers", bootstrapServers)));
        var config = Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        topic.id = topic.admin
                .createTopics(List.of(new NewTopic(Topics.EVENTS, PARTITIONS, (short) 1).configs(config)))
                .topicId(Topics.EVENTS)
                .get();
        return topic;
    }

    /** How many records it holds. */
    public long size() throws ExecutionException, InterruptedException {
        var ends = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.EVENTS, partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
