package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.streams.TopicChange.Alter;
import dev.errata.streams.TopicChange.Create;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the topics differ from what they should be, and changes them. Errata never relies on auto-creation: who only
 * uses topics looks at them by {@link #requireRaw} and {@link #requireAll}, and needs no right to make or alter any.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

    private final Admin admin;
    private final RawTopics topics;
    private final ExistingTopics existing;

    /** Uses the client, and leaves it open. */
    public TopicSetup(Admin admin, RawTopics topics) {
        this.admin = admin;
        this.topics = topics;
        this.existing = new ExistingTopics(admin);
    }

    /**
     * Everything that differs, the topology's own topics included; empty where nothing does.
     *
     * @throws ApiException when Kafka refuses
     * @throws IllegalStateException when it does not answer
     */
    public List<TopicChange> plan(TopicWishes wishes) {
        return new TopicComparison(wishes.replication()).differences(all(wishes), existing);
    }

    /**
     * Makes what is missing, and sets what differs. What is to be done by hand is left.
     *
     * @throws ApiException when Kafka refuses
     * @throws IllegalStateException when it does not answer
     */
    public void apply(List<TopicChange> changes) {
        create(changes.stream()
                .filter(Create.class::isInstance)
                .map(Create.class::cast)
                .toList());
        alter(changes.stream()
                .filter(Alter.class::isInstance)
                .map(Alter.class::cast)
                .toList());
    }

    /**
     * Brings Errata's own topics about where it may do as it likes, and leaves the topology's to Kafka Streams.
     *
     * @param partitions of those that are made now; the ones that exist keep theirs
     * @return each topic as it is
     * @throws TopicsUnfitException where one that exists cannot be used
     * @throws ApiException when Kafka refuses
     * @throws IllegalStateException when it does not answer
     */
    public Map<String, TopicDescription> ensure(int partitions, short replication) {
        var wanted = layout(new TopicWishes(partitions, replication, TopicWishes.RETENTION))
                .own();
        create(new TopicComparison(replication)
                .differences(wanted, existing).stream()
                        .filter(Create.class::isInstance)
                        .map(Create.class::cast)
                        .toList());
        return required(wanted);
    }

    /**
     * Looks whether records can be written. It takes the right to describe topics, which who may write has.
     *
     * @return each raw topic as it is
     * @throws TopicsUnfitException where one is missing
     */
    public Map<String, TopicDescription> requireRaw() {
        return existing.require(layout(TopicWishes.LEAST).raw());
    }

    /**
     * Looks whether counting can begin, on the topology's own topics, too. It takes the right to describe topics and their
     * configurations.
     *
     * @return each topic as it is
     * @throws TopicsUnfitException naming all that is wrong
     */
    public Map<String, TopicDescription> requireAll() {
        return required(all(TopicWishes.LEAST));
    }

    private TopicLayout layout(TopicWishes wishes) {
        return new TopicLayout(topics, wishes);
    }

    private Map<String, TopicDescription> required(List<TopicSpec> specs) {
        var essential = new TopicComparison(TopicWishes.LEAST.replication())
                .differences(specs, existing).stream()
                        .filter(TopicChange::isEssential)
                        .toList();
        if (!essential.isEmpty()) {
            throw new TopicsUnfitException(essential);
        }
        return existing.require(specs);
    }

    /** The topology's own depend on how many partitions the raw topics have, or will have. */
    private List<TopicSpec> all(TopicWishes wishes) {
        var layout = layout(wishes);
        var raw = existing.look(layout.raw()).found();
        var specs = new ArrayList<>(layout.own());
        specs.addAll(layout.internal(name -> Optional.ofNullable(raw.get(name))
                .map(topic -> topic.partitions().size())
                .orElse(wishes.partitions())));
        return specs;
    }

    /** Another process that starts at the same time may be first; that is as good. */
    private void create(List<Create> missing) {
        try {
            AdminAnswers.of(admin.createTopics(
                            missing.stream().map(TopicSetup::newTopic).toList())
                    .all());
        } catch (TopicExistsException e) {
            LOG.info("the topics were made meanwhile: {}", e.getMessage());
        }
        existing.awaitMade(missing.stream().map(Create::topic).toList());
    }

    private static NewTopic newTopic(Create topic) {
        return new NewTopic(topic.topic(), topic.partitions(), topic.replication()).configs(topic.config());
    }

    private void alter(List<Alter> settings) {
        var operations = settings.stream()
                .collect(Collectors.groupingBy(
                        setting -> new ConfigResource(ConfigResource.Type.TOPIC, setting.topic()),
                        Collectors.mapping(TopicSetup::operation, Collectors.toList())));
        AdminAnswers.of(admin.incrementalAlterConfigs(Map.copyOf(operations)).all());
        existing.awaitSet(settings);
    }

    private static AlterConfigOp operation(Alter setting) {
        return new AlterConfigOp(new ConfigEntry(setting.key(), setting.wanted()), OpType.SET);
    }
}
