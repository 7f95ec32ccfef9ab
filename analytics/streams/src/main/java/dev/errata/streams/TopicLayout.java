package dev.errata.streams;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** All topics of an installation as they should be. */
final class TopicLayout {
    static final String APPEND_TIME = "LogAppendTime";

    /** What is read back after a crash is compacted but for its last segment: a small one makes for a quick restart. */
    static final String INTERNAL_SEGMENT_BYTES = Integer.toString(50 << 20);

    private static final String FOR_EVER = "-1";

    private final RawTopics raw;
    private final TopicWishes wishes;

    TopicLayout(RawTopics raw, TopicWishes wishes) {
        this.raw = raw;
        this.wishes = wishes;
    }

    /** Those that records come in by. */
    List<TopicSpec> raw() {
        return raw.all().stream().map(this::raw).toList();
    }

    /** Those, the rates and the incidents. */
    List<TopicSpec> own() {
        var own = new ArrayList<>(raw());
        own.add(told(Topics.RATES));
        own.add(told(Topics.INCIDENTS));
        return own;
    }

    private TopicSpec told(String name) {
        return spec(
                name,
                Map.of(
                        RETENTION_MS_CONFIG,
                        Long.toString(wishes.retention().toMillis()),
                        CLEANUP_POLICY_CONFIG,
                        CLEANUP_POLICY_DELETE),
                Set.of(CLEANUP_POLICY_CONFIG));
    }

    /**
     * Those that the topology keeps for itself.
     *
     * @param partitions how many a raw topic has
     */
    List<TopicSpec> internal(ToIntFunction<String> partitions) {
        var internal = new InternalTopics(raw, partitions);
        var specs = new ArrayList<TopicSpec>();
        internal.repartitions()
                .forEach((name, count) -> specs.add(internal(
                        name,
                        count,
                        Map.of(
                                CLEANUP_POLICY_CONFIG,
                                CLEANUP_POLICY_DELETE,
                                RETENTION_MS_CONFIG,
                                FOR_EVER,
                                SEGMENT_BYTES_CONFIG,
                                INTERNAL_SEGMENT_BYTES))));
        internal.changelogs()
                .forEach((name, count) -> specs.add(internal(
                        name,
                        count,
                        Map.of(
                                CLEANUP_POLICY_CONFIG,
                                CLEANUP_POLICY_COMPACT,
                                SEGMENT_BYTES_CONFIG,
                                INTERNAL_SEGMENT_BYTES))));
        return specs;
    }

    private TopicSpec raw(String name) {
        return spec(
                name,
                Map.of(
                        RETENTION_MS_CONFIG,
                        Long.toString(wishes.retention().toMillis()),
                        CLEANUP_POLICY_CONFIG,
                        CLEANUP_POLICY_DELETE,
                        MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        APPEND_TIME),
                Set.of(CLEANUP_POLICY_CONFIG, MESSAGE_TIMESTAMP_TYPE_CONFIG));
    }

    private TopicSpec spec(String name, Map<String, String> config, Set<String> essential) {
        return new TopicSpec(name, wishes.partitions(), false, durable(config), essential);
    }

    private TopicSpec internal(String name, int partitions, Map<String, String> config) {
        return new TopicSpec(name, partitions, true, durable(config), Set.of(CLEANUP_POLICY_CONFIG));
    }

    private Map<String, String> durable(Map<String, String> config) {
        var all = new HashMap<>(config);
        all.put(MIN_IN_SYNC_REPLICAS_CONFIG, wishes.minInSyncReplicas());
        return all;
    }
}
