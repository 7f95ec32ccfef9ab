package dev.errata.streams;

import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Input;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the topology must know before it is built. The partition counts are those of the topics as they are, and fixed
 * for their life: the cube waits for each partition by name.
 *
 * @param eventPartitions of {@link Topics#EVENTS}
 * @param trafficPartitions of {@link Topics#TRAFFIC}
 * @param cubePartitions of the topic between counting and the cube: how many tasks may share the projects
 */
public record TopologySettings(TimeRules rules, int eventPartitions, int trafficPartitions, int cubePartitions) {

    List<Input> inputs() {
        return Stream.concat(inputs(Topics.EVENTS, eventPartitions), inputs(Topics.TRAFFIC, trafficPartitions))
                .toList();
    }

    private static Stream<Input> inputs(String topic, int partitions) {
        return IntStream.range(0, partitions).mapToObj(partition -> new Input(topic, partition));
    }
}
