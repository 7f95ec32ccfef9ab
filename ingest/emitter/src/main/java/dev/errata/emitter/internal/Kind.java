package dev.errata.emitter.internal;

import dev.errata.contract.Topics;
import java.util.Optional;

/** The kinds of records, each with an address of its own. */
public enum Kind {
    EVENTS('e', "events", Topics.EVENTS),
    TRAFFIC('t', "traffic", Topics.TRAFFIC),
    OUTCOMES('o', "outcomes", Topics.OUTCOMES);

    /** What the standard names of the topics begin with. */
    public static final String TOPIC_PREFIX = "errata";

    private final char code;
    private final String label;
    private final String topic;

    Kind(char code, String label, String topic) {
        this.code = code;
        this.label = label;
        this.topic = topic;
    }

    /** The kind that {@link #code} stands for. */
    public static Optional<Kind> of(byte code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** How the spool writes it. */
    public byte code() {
        return (byte) code;
    }

    /** As messages name it, and the last part of the gateway's path. */
    public String label() {
        return label;
    }

    /** The topic's name, with another prefix than the standard one. */
    public String topic(String prefix) {
        return prefix + topic.substring(TOPIC_PREFIX.length());
    }
}
