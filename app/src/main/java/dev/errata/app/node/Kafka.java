package dev.errata.app.node;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.RawTopics;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The log and its topics.
 *
 * @param connection how clients reach it
 * @param raw the raw topics and whose they are
 * @param topics each as it is; those that this process has looked at
 */
record Kafka(Map<String, Object> connection, RawTopics raw, Map<String, TopicDescription> topics) {

    /** The partition count of one of the topics. */
    int partitions(String topic) {
        return requireNonNull(partitions().get(topic), () -> "no topic " + topic);
    }

    /** The partition count of each topic. */
    Map<String, Integer> partitions() {
        return topics.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().partitions().size()));
    }

    /** Kafka's id of each topic: one that is made anew under the same name has another. */
    Map<String, UUID> topicIds() {
        return topics.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> id(entry.getValue())));
    }

    /** Another one for other topics. */
    static String fingerprint(RawTopics raw) {
        return Integer.toHexString(raw.all().hashCode());
    }

    private static UUID id(TopicDescription topic) {
        var id = topic.topicId();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
