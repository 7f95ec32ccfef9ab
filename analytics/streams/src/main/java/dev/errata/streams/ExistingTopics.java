package dev.errata.streams;

import dev.errata.streams.TopicChange.Alter;
import dev.errata.streams.TopicChange.Hidden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at topics. */
final class ExistingTopics {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 50;

    private final Admin admin;

    ExistingTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * What was seen.
     *
     * @param found by name
     * @param hidden those that this principal may not look at
     */
    record View(Map<String, TopicDescription> found, List<TopicChange> hidden) {}

    View look(List<TopicSpec> specs) {
        var answers = admin.describeTopics(specs.stream().map(TopicSpec::name).toList())
                .topicNameValues();
        var found = new TreeMap<String, TopicDescription>();
        var hidden = new ArrayList<TopicChange>();
        answers.forEach((name, answer) -> {
            try {
                found.put(name, AdminAnswers.of(answer));
            } catch (UnknownTopicOrPartitionException _) {
                // It is missing.
            } catch (TopicAuthorizationException _) {
                hidden.add(new Hidden(name, "Describe"));
            }
        });
        return new View(found, hidden);
    }

    /** The settings of a topic; empty where this principal may not look. */
    Map<String, Optional<Config>> configs(List<String> names) {
        var resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        var configs = new HashMap<String, Optional<Config>>();
        admin.describeConfigs(resources)
                .values()
                .forEach((resource, answer) -> configs.put(resource.name(), config(answer)));
        return configs;
    }

    /**
     * Each as it is.
     *
     * @throws TopicsUnfitException where one cannot be seen
     */
    Map<String, TopicDescription> require(List<TopicSpec> specs) {
        var view = look(specs);
        var problems = new ArrayList<>(view.hidden());
        specs.stream()
                .filter(spec -> !view.found().containsKey(spec.name()))
                .filter(spec ->
                        problems.stream().noneMatch(problem -> problem.topic().equals(spec.name())))
                .map(spec -> TopicComparison.missing(spec, TopicWishes.LEAST.replication()))
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new TopicsUnfitException(problems);
        }
        return view.found();
    }

    /** Waits while the brokers have not heard yet of what the controller has just made. */
    void awaitMade(List<String> names) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                AdminAnswers.of(admin.describeTopics(names).allTopicNames());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** The same for settings that have just been changed. */
    void awaitSet(Collection<Alter> settings) {
        var names = settings.stream().map(Alter::topic).distinct().toList();
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            var configs = configs(names);
            if (settings.stream()
                    .allMatch(setting -> isSet(setting, configs.getOrDefault(setting.topic(), Optional.empty())))) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** What cannot be looked at is not waited for. */
    private static boolean isSet(Alter setting, Optional<Config> config) {
        return config.isEmpty()
                || setting.wanted().equals(config.get().get(setting.key()).value());
    }

    private static Optional<Config> config(KafkaFuture<Config> answer) {
        try {
            return Optional.of(AdminAnswers.of(answer));
        } catch (TopicAuthorizationException e) {
            return Optional.empty();
        }
    }
}
