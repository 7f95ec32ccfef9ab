package dev.errata.streams;

import dev.errata.streams.TopicChange.Alter;
import dev.errata.streams.TopicChange.ByHand;
import dev.errata.streams.TopicChange.Create;
import dev.errata.streams.TopicChange.Hidden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;

/** Holds topics against what they should be. */
final class TopicComparison {
    private final short replication;

    TopicComparison(short replication) {
        this.replication = replication;
    }

    List<TopicChange> differences(List<TopicSpec> specs, ExistingTopics existing) {
        var view = existing.look(specs);
        var configs = existing.configs(List.copyOf(view.found().keySet()));
        var changes = new ArrayList<>(view.hidden());
        var hidden = changes.stream().map(TopicChange::topic).toList();
        for (var spec : specs) {
            var topic = view.found().get(spec.name());
            if (topic == null) {
                if (!hidden.contains(spec.name())) {
                    changes.add(missing(spec, replication));
                }
                continue;
            }
            compare(spec, topic, changes);
            configs.getOrDefault(spec.name(), Optional.empty())
                    .ifPresentOrElse(
                            config -> compare(spec, config, changes),
                            () -> changes.add(new Hidden(spec.name(), "DescribeConfigs")));
        }
        return changes;
    }

    static TopicChange missing(TopicSpec spec, short replication) {
        return new Create(spec.name(), spec.partitions(), replication, spec.config());
    }

    /** How many partitions a raw topic has is its operator's choice, once. */
    private void compare(TopicSpec spec, TopicDescription topic, List<TopicChange> changes) {
        var partitions = topic.partitions().size();
        if (spec.fixed() && partitions != spec.partitions()) {
            changes.add(new ByHand(spec.name(), "partitions", partitions, spec.partitions(), true));
        }
        var replicas = topic.partitions().getFirst().replicas().size();
        if (replicas < replication) {
            changes.add(new ByHand(spec.name(), "replication", replicas, replication, false));
        }
    }

    private static void compare(TopicSpec spec, Config config, List<TopicChange> changes) {
        new TreeMap<>(spec.config()).forEach((key, wanted) -> {
            var entry = config.get(key);
            var is = entry == null ? "" : entry.value();
            if (!wanted.equals(is)) {
                changes.add(
                        new Alter(spec.name(), key, is, wanted, spec.essential().contains(key)));
            }
        });
    }
}
