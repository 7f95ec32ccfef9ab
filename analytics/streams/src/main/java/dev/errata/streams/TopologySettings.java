package dev.errata.streams;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.RawTopics;
import dev.errata.core.TimeRules;
import dev.errata.core.monitor.MonitorSettings;
import dev.errata.core.policy.Policy;
import dev.errata.streams.Partial.Input;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the topology must know before it is built. The partition counts are those of the topics as they are, and fixed
 * for their life: the cube waits for each partition by name.
 *
 * @param topics the raw topics and whose they are
 * @param partitions of each raw topic, by its name
 * @param cubePartitions of the topic between counting and the cube: how many tasks may share the projects
 * @param maxKeys how many keys of a project are told apart in one window; the rest is counted as {@code other}
 * @param maxSeries how many series of a project are watched for incidents; default 10,000
 * @param policy what is an incident; all processes should have the same, and a replay with another gives others
 */
public record TopologySettings(
        TimeRules rules,
        RawTopics topics,
        Map<String, Integer> partitions,
        int cubePartitions,
        int maxKeys,
        int maxSeries,
        Policy policy) {
    /**
     * Some ten times what a large installation fails with in ten seconds. A key takes 295 bytes, and 102 once nothing has
     * come for it for a minute, so a project that lives on its limit takes 82 MB for all windows that are kept.
     */
    public static final int DEFAULT_MAX_KEYS = 10_000;

    /** With the default policy. */
    public TopologySettings(
            TimeRules rules, RawTopics topics, Map<String, Integer> partitions, int cubePartitions, int maxKeys) {
        this(rules, topics, partitions, cubePartitions, maxKeys, MonitorSettings.DEFAULT_MAX_SERIES, Policy.DEFAULT);
    }

    /** With {@link #DEFAULT_MAX_KEYS}, too. */
    public TopologySettings(TimeRules rules, RawTopics topics, Map<String, Integer> partitions, int cubePartitions) {
        this(rules, topics, partitions, cubePartitions, DEFAULT_MAX_KEYS);
    }

    List<Input> inputs() {
        return topics.counted().stream().flatMap(this::inputs).toList();
    }

    private Stream<Input> inputs(String topic) {
        var count = requireNonNull(partitions.get(topic), () -> "no partition count for " + topic);
        return IntStream.range(0, count).mapToObj(partition -> new Input(topic, partition));
    }
}
