package dev.errata.streams;

import java.util.Map;
import java.util.TreeMap;

/** Something about a topic that is not as it should be. */
public sealed interface TopicChange {

    /** The topic. */
    String topic();

    /** Whether Errata cannot work as things are. */
    boolean isEssential();

    /** One line for people: what is, and what should be. */
    String text();

    /** The same for whoever meets it and has no wishes. */
    default String problem() {
        return text();
    }

    /** It is not there. */
    record Create(String topic, int partitions, short replication, Map<String, String> config) implements TopicChange {
        public Create {
            config = Map.copyOf(config);
        }

        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public String text() {
            return "%s is missing; wanted: %d partitions, replication %d, %s"
                    .formatted(topic, partitions, replication, new TreeMap<>(config));
        }

        @Override
        public String problem() {
            return topic + " is missing";
        }
    }

    /** A setting has another value. */
    record Alter(String topic, String key, String is, String wanted, boolean isEssential) implements TopicChange {
        @Override
        public String text() {
            return "%s has %s=%s; wanted: %s".formatted(topic, key, is, wanted);
        }
    }

    /** What Errata cannot change, or should not: partitions are fixed for life, and replicas are moved by operators. */
    record ByHand(String topic, String what, int is, int wanted, boolean isEssential) implements TopicChange {
        @Override
        public String text() {
            return "%s has %s %d; wanted: %d (to be changed by hand)".formatted(topic, what, is, wanted);
        }
    }

    /** This process may not look. */
    record Hidden(String topic, String right) implements TopicChange {
        @Override
        public boolean isEssential() {
            return true;
        }

        @Override
        public String text() {
            return "%s cannot be looked at: this principal lacks the right to %s".formatted(topic, right);
        }
    }
}
