package dev.errata.app.node;

import dev.errata.contract.Topics;
import dev.errata.embedded.LocalBroker;
import dev.errata.streams.OpenTransactions;
import dev.errata.streams.Ticker;
import dev.errata.streams.TopicSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The broker with its topics and ticks.
 *
 * @param connection how clients reach it
 * @param topics each as it is
 */
record Kafka(Map<String, Object> connection, Map<String, TopicDescription> topics) {
    /** This process in its consumer groups; there is no other. */
    static final String MEMBER = "up";

    /** Enough for the two threads of one process; fixed for the life of the data directory. */
    private static final int PARTITIONS = 2;

    private static final short REPLICATION = 1;
    private static final List<String> TICKING = List.of(Topics.EVENTS, Topics.TRAFFIC);

    static Kafka start(Path directory, int port, Parts parts, StartUpReport report) {
        var broker = report.phase("broker", () -> parts.own(LocalBroker.start(directory, port)));
        var connection = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
        var topics = report.phase("topics", () -> setUp(connection));
        parts.own(Ticker.start(connection, TICKING));
        return new Kafka(connection, topics);
    }

    int partitions(String topic) {
        return topic(topic).partitions().size();
    }

    short replication() {
        return REPLICATION;
    }

    /** Kafka's id of each topic: one that is made anew under the same name has another. */
    Map<String, UUID> topicIds() {
        return topics.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> id(entry.getValue())));
    }

    private TopicDescription topic(String name) {
        var topic = topics.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("no topic " + name);
        }
        return topic;
    }

    private static Map<String, TopicDescription> setUp(Map<String, Object> connection) {
        try (var admin = Admin.create(connection)) {
            OpenTransactions.abort(admin);
            return new TopicSetup(admin).ensure(PARTITIONS, REPLICATION);
        }
    }

    private static UUID id(TopicDescription topic) {
        var id = topic.topicId();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
