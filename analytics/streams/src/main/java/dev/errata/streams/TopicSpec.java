package dev.errata.streams;

import java.util.Map;
import java.util.Set;

/**
 * A topic as it should be.
 *
 * @param partitions of a topic that is made now
 * @param fixed whether it can be used with no other number of partitions
 * @param config its settings that are not left to the brokers
 * @param essential those of them without which counts would be wrong
 */
record TopicSpec(String name, int partitions, boolean fixed, Map<String, String> config, Set<String> essential) {

    TopicSpec {
        config = Map.copyOf(config);
        essential = Set.copyOf(essential);
    }
}
