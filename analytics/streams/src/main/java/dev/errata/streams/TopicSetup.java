package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics that are missing and checks those that are there. Errata never relies on auto-creation. */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 50;
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final String APPEND_TIME = "LogAppendTime";

    private final Admin admin;
    private final List<String> raw;

    /** Uses the client, and leaves it open. */
    public TopicSetup(Admin admin, RawTopics topics) {
        this.admin = admin;
        this.raw = topics.all();
    }

    /**
     * Brings the topics about.
     *
     * @param partitions of those that are made now; the ones that exist keep theirs
     * @return each topic as it is
     * @throws IllegalStateException when a raw topic does not carry the broker's append time, or Kafka does not answer
     * @throws ApiException when Kafka refuses
     */
    public Map<String, TopicDescription> ensure(int partitions, short replication) {
        var names = new ArrayList<>(raw);
        names.add(Topics.RATES);
        var existing = await(() -> admin.listTopics().names());
        var missing = names.stream()
                .filter(name -> !existing.contains(name))
                .map(name -> new NewTopic(name, partitions, replication).configs(config(name)))
                .toList();
        create(missing);
        requireAppendTime();
        return await(() -> admin.describeTopics(names).allTopicNames());
    }

    /** Another process that starts at the same time may be first; that is as good. */
    private void create(List<NewTopic> missing) {
        try {
            await(() -> admin.createTopics(missing).all());
        } catch (TopicExistsException e) {
            LOG.info("the topics were made meanwhile: {}", e.getMessage());
        }
    }

    private Map<String, String> config(String name) {
        var config = new HashMap<String, String>();
        config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(RETENTION.toMillis()));
        if (raw.contains(name)) {
            config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, APPEND_TIME);
        }
        return config;
    }

    private void requireAppendTime() {
        var resources = raw.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        await(() -> admin.describeConfigs(resources).all()).forEach((resource, config) -> {
            var type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
            if (!APPEND_TIME.equals(type)) {
                throw new IllegalStateException("topic " + resource.name() + " has message.timestamp.type=" + type
                        + "; set it to " + APPEND_TIME + ", so that no client's clock decides what counts");
            }
        });
    }

    /** Asks again while the brokers have not heard yet of what the controller has just made. */
    private static <T> T await(Supplier<KafkaFuture<T>> question) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return AdminAnswers.of(question.get());
            } catch (UnknownTopicOrPartitionException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return AdminAnswers.of(question.get());
    }
}
