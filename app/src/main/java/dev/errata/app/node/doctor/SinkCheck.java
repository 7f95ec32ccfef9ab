package dev.errata.app.node.doctor;

import dev.errata.store.reconcile.SinkOffsets;
import dev.errata.streams.TopologyProgress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Whether what is in the log is in the database: takes both. */
record SinkCheck(Admin admin, DataSource database, KafkaChecks kafka, Instant now) {
    static final String NAME = "sinks";
    private static final Duration SLOW = Duration.ofMinutes(1);

    Check check() {
        return new Check(NAME, this::look);
    }

    private Finding look() throws SQLException {
        var progress = new TopologyProgress(admin);
        var events = kafka.rawPartitions().stream()
                .filter(partition -> kafka.config().topics().events().contains(partition.topic()))
                .toList();
        var waiting = waiting(progress, "event-sink", events) + waiting(progress, "rate-sink", progress.rates());
        return waiting == 0
                ? Finding.ok(NAME, "have stored all that is older than " + SLOW.toSeconds() + " s")
                : Finding.fail(
                        NAME,
                        "%,d records that are older than a minute are not stored".formatted(waiting),
                        "is errata analytics running, and does Postgres keep up? see docs/runbooks/erratasinklag.md");
    }

    private long waiting(TopologyProgress progress, String sink, Collection<TopicPartition> partitions)
            throws SQLException {
        var stored = new SinkOffsets(database).of(sink);
        var due = progress.appendedBy(partitions, now.minus(SLOW));
        return partitions.stream()
                .mapToLong(
                        partition -> Math.max(0, due.getOrDefault(partition, 0L) - stored.getOrDefault(partition, 0L)))
                .sum();
    }
}
