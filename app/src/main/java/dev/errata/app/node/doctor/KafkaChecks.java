package dev.errata.app.node.doctor;

import dev.errata.app.config.DoctorConfig;
import dev.errata.streams.TopicSetup;
import dev.errata.streams.TopicsUnfitException;
import dev.errata.streams.TopologyProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The log: its topics, and whether it is counted. */
record KafkaChecks(DoctorConfig config, Admin admin, Instant now) {
    /** Ticks come once a second. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private static final Duration SLOW = Duration.ofMinutes(1);

    List<Check> all() {
        return List.of(
                new Check("topics", this::topics),
                new Check("ticks", this::ticks),
                new Check("topology", this::topology));
    }

    private Finding topics() {
        try {
            var topics = new TopicSetup(admin, config.topics()).requireAll();
            return Finding.ok("topics", topics.size() + " topics are as they should be");
        } catch (TopicsUnfitException e) {
            var first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Finding.fail("topics", first, "errata topics --plan tells all of it, --apply mends it");
        }
    }

    private Finding ticks() {
        var raw = rawPartitions();
        var last = new TopologyProgress(admin).lastAppends(raw);
        var oldest = raw.stream()
                .map(partition -> Map.entry(partition, last.getOrDefault(partition, Instant.EPOCH)))
                .min(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow();
        var age = Duration.between(oldest.getValue(), now);
        return age.compareTo(SILENT) > 0
                ? Finding.fail(
                        "ticks",
                        "%s has had none for %s".formatted(oldest.getKey(), Ages.text(oldest.getValue(), now)),
                        "without ticks no window closes: is errata analytics running? see docs/runbooks/erratanoticks.md")
                : Finding.ok(
                        "ticks",
                        "each of %d partitions has had one within %d s".formatted(raw.size(), SILENT.toSeconds()));
    }

    private Finding topology() {
        var progress = new TopologyProgress(admin);
        var committed = progress.committed();
        var raw = rawPartitions();
        var due = progress.appendedBy(raw, now.minus(SLOW));
        var behind = raw.stream()
                .filter(partition -> committed.getOrDefault(partition, 0L) < due.getOrDefault(partition, 0L))
                .toList();
        return behind.isEmpty()
                ? Finding.ok("topology", "has counted all that is older than " + SLOW.toSeconds() + " s")
                : Finding.fail(
                        "topology",
                        "has not counted what was appended a minute ago: " + names(behind),
                        "is errata analytics running? see docs/runbooks/erratatopologybehind.md");
    }

    /** Of the topics that rates are counted from. */
    Set<TopicPartition> rawPartitions() {
        var topics = new TopicSetup(admin, config.topics()).requireRaw();
        return topics.values().stream()
                .filter(topic -> config.topics().counted().contains(topic.name()))
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    static String names(List<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::toString).sorted().collect(Collectors.joining(", "));
    }
}
