package dev.errata.app.node;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.RawTopics;
import dev.errata.embedded.LocalBroker;
import dev.errata.streams.OpenTransactions;
import dev.errata.streams.Ticker;
import dev.errata.streams.TopicSetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The broker with its topics and ticks.
 *
 * @param connection how clients reach it
 * @param raw the raw topics and whose they are
 * @param topics each as it is
 */
record Kafka(Map<String, Object> connection, RawTopics raw, Map<String, TopicDescription> topics) {
    /** Enough for the two threads of one process; fixed for the life of the data directory. */
    private static final int PARTITIONS = 2;

    private static final short REPLICATION = 1;

    static Kafka start(Path directory, int port, RawTopics raw, Parts parts, StartUpReport report) {
        var broker = report.phase("broker", () -> parts.own(LocalBroker.start(directory, port)));
        var connection = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        var topics = report.phase("topics", () -> setUp(connection, raw));
        parts.own(Ticker.start(connection, raw.counted()));
        return new Kafka(connection, raw, topics);
    }

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

    /**
     * This process in its consumer groups; there is no other. It is another member once it reads other topics: who comes
     * back under the same name is given the partitions that it had, and never learns of new ones.
     */
    String member() {
        return "up-" + Integer.toHexString(raw.all().hashCode());
    }

    short replication() {
        return REPLICATION;
    }

    /** Kafka's id of each topic: one that is made anew under the same name has another. */
    Map<String, UUID> topicIds() {
        return topics.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> id(entry.getValue())));
    }

    private static Map<String, TopicDescription> setUp(Map<String, Object> connection, RawTopics raw) {
        try (var admin = Admin.create(connection)) {
            OpenTransactions.abort(admin);
            return new TopicSetup(admin, raw).ensure(PARTITIONS, REPLICATION);
        }
    }

    private static UUID id(TopicDescription topic) {
        var id = topic.topicId();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
