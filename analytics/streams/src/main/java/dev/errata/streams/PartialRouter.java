package dev.errata.streams;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Counts go to the task of their project; time passes for every task. */
final class PartialRouter implements StreamPartitioner<String, Partial> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String project, Partial partial, int partitions) {
        if (partial.content() instanceof Partial.Tick) {
            return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
        }
        return Optional.of(Set.of(Math.floorMod(project.hashCode(), partitions)));
    }
}
