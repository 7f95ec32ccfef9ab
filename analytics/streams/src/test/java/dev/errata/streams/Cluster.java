package dev.errata.streams;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.embedded.testing.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.awaitility.Awaitility;

/** The tests' broker, emptied for each test: Errata's topics have fixed names. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Admin admin = Admin.create(config());

    static Map<String, Object> config() {
        return Map.of("bootstrap.servers", TestKafka.bootstrapServers());
    }

    Admin admin() {
        return admin;
    }

    TopicSetup setup() {
        return setup(RawTopics.SHARED);
    }

    TopicSetup setup(RawTopics topics) {
        return new TopicSetup(admin, topics);
    }

    /** Starts the engine on raw topics of so many partitions. */
    static StreamsEngine engine(int partitions, Path stateDirectory) {
        var settings = new TopologySettings(
                TimeRules.DEFAULT, RawTopics.SHARED, Map.of(Topics.EVENTS, partitions, Topics.TRAFFIC, partitions), 2);
        return StreamsEngine.start(
                config(), settings, new Placement(stateDirectory, 1, 0, new Member("test", Member.SESSION)));
    }

    /** How far the topology has committed each partition of the topic. */
    Map<TopicPartition, Long> committed(String topic) throws Exception {
        var offsets =
                get(admin.listConsumerGroupOffsets(StreamNames.APPLICATION).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Waits until the topology has committed so many offsets of the topic, all partitions together. */
    void awaitCommitted(String topic, long offsets) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> committed(topic).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= offsets);
    }

    void create(NewTopic topic) throws Exception {
        get(admin.createTopics(List.of(topic)).all());
    }

    void set(String topic, String key, String value) throws Exception {
        var operation = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        get(admin.incrementalAlterConfigs(Map.of(resource, List.of(operation))).all());
    }

    /** Deletes every topic of Errata and of its topology, and what the topology's group has committed. */
    void empty() throws Exception {
        delete("errata.");
        forgetTopology();
    }

    /** Deletes all that Kafka keeps for the topology: the topics between its parts, the changelogs and the offsets. */
    void forgetTopology() throws Exception {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(this::isGroupGone);
        delete(StreamNames.APPLICATION);
    }

    private boolean isGroupGone() throws Exception {
        try {
            get(admin.deleteConsumerGroups(List.of(StreamNames.APPLICATION)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                expelMembers();
            }
            return e.getCause() instanceof GroupIdNotFoundException;
        }
    }

    /** An engine that gives up by itself does not leave its group. */
    private void expelMembers() throws Exception {
        var everybody = new RemoveMembersFromConsumerGroupOptions();
        get(admin.removeMembersFromConsumerGroup(StreamNames.APPLICATION, everybody)
                .all());
    }

    private void delete(String prefix) throws Exception {
        get(admin.deleteTopics(topics(prefix)).all());
        Awaitility.await().atMost(PATIENCE).until(() -> topics(prefix).isEmpty());
    }

    private List<String> topics(String prefix) throws Exception {
        return get(admin.listTopics().names()).stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    static <T> T get(KafkaFuture<T> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), SECONDS);
    }

    @Override
    public void close() {
        admin.close();
    }
}
