package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * The topics that Kafka Streams keeps for the topology, with their partition counts: read off the topology, so that no
 * list has to be kept in step with it. Kafka Streams makes them where it may; where it may not, they are made beforehand.
 */
final class InternalTopics {
    private static final String REPARTITION = "-repartition";
    private static final String CHANGELOG = "-changelog";

    private final Map<String, Integer> repartitions = new TreeMap<>();
    private final Map<String, Integer> changelogs = new TreeMap<>();

    /**
     * Those of the topology on these raw topics.
     *
     * @param partitions how many a raw topic has
     */
    InternalTopics(RawTopics raw, ToIntFunction<String> partitions) {
        var counts = raw.all().stream().collect(Collectors.toMap(name -> name, partitions::applyAsInt));
        var cube = partitions.applyAsInt(Topics.EVENTS);
        describe(new TopologySettings(TimeRules.DEFAULT, raw, counts, cube))
                .subtopologies()
                .forEach(part -> add(part, counts, cube));
    }

    /** Between the parts of the topology; partition count by name. */
    Map<String, Integer> repartitions() {
        return repartitions;
    }

    /** What the stores are restored from; partition count by name. */
    Map<String, Integer> changelogs() {
        return changelogs;
    }

    private static TopologyDescription describe(TopologySettings settings) {
        var config = StreamsEngine.config(Map.of("bootstrap.servers", "none:0"), Path.of("none"), 1);
        return new ErrorTopology(settings, config).get().describe();
    }

    private void add(Subtopology part, Map<String, Integer> counts, int cube) {
        var sources = sources(part).toList();
        sources.stream()
                .filter(topic -> topic.endsWith(REPARTITION))
                .forEach(topic -> repartitions.put(named(topic), cube));
        var tasks = sources.stream()
                .mapToInt(topic -> counts.getOrDefault(topic, cube))
                .max()
                .orElse(cube);
        part.nodes().stream()
                .filter(Processor.class::isInstance)
                .map(node -> ((Processor) node).stores())
                .flatMap(Collection::stream)
                .forEach(store -> changelogs.put(named(store + CHANGELOG), tasks));
    }

    private static Stream<String> sources(Subtopology part) {
        return part.nodes().stream()
                .filter(Source.class::isInstance)
                .flatMap(node -> ((Source) node).topicSet().stream());
    }

    private static String named(String topic) {
        return StreamNames.APPLICATION + "-" + topic;
    }
}
