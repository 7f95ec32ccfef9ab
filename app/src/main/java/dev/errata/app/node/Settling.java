package dev.errata.app.node;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.errata.app.client.Pause;
import dev.errata.store.reconcile.SinkOffsets;
import dev.errata.streams.TopologyProgress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until what the log held at some moment is stored: the events by their sink, and the counts by way of the topology
 * and the sink of rates. Each step is over when the offsets have passed that the step before it had reached.
 */
final class Settling {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** The cube tells what has changed about once a second of append time. */
    private static final Duration TELLING = Duration.ofSeconds(2);

    private final TopologyProgress topology;
    private final SinkOffsets sinks;
    private final Pause pause;
    private Duration patience = PATIENCE;

    Settling(TopologyProgress topology, SinkOffsets sinks, Pause pause) {
        this.topology = topology;
        this.sinks = sinks;
        this.pause = pause;
    }

    /**
     * Waits for what was appended by the wanted time, or by now where that is yet to come.
     *
     * @return the append time up to which everything is stored
     * @throws NotSettledException when it takes too long
     */
    Instant await(Instant wanted) throws SQLException, InterruptedException, NotSettledException {
        var raw = partitions(false);
        if (raw.isEmpty()) {
            throw new NotSettledException("the topology has not counted anything yet");
        }
        var reached = topology.reached(raw);
        var by = wanted.isBefore(reached) ? wanted : reached;
        awaitCounted(raw, by);
        // All is in the cube now, and what has changed there is told with the next ticks.
        awaitCounted(raw, topology.reached(raw).plus(TELLING));
        await("rate-sink", topology.ends(topology.rates()));
        await("event-sink", topology.appendedBy(sinks.of("event-sink").keySet(), by));
        return by;
    }

    /** Everything appended by then has gone through the topology. */
    private void awaitCounted(Set<TopicPartition> raw, Instant time)
            throws SQLException, InterruptedException, NotSettledException {
        await("topology", () -> topology.reached(raw).isBefore(time) ? raw : Set.of());
        await("topology", topology.appendedBy(raw, time));
        await("topology", topology.ends(partitions(true)));
    }

    private Set<TopicPartition> partitions(boolean internal) {
        return topology.committed().keySet().stream()
                .filter(partition -> TopologyProgress.isInternal(partition) == internal)
                .collect(toSet());
    }

    private void await(String reader, Map<TopicPartition, Long> offsets)
            throws SQLException, InterruptedException, NotSettledException {
        await(reader, () -> {
            var read = reader.equals("topology") ? topology.committed() : sinks.of(reader);
            return offsets.entrySet().stream()
                    .filter(entry -> read.getOrDefault(entry.getKey(), 0L) < entry.getValue())
                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue))
                    .keySet();
        });
    }

    private void await(String reader, Behind behind) throws SQLException, InterruptedException, NotSettledException {
        var left = behind.partitions();
        while (!left.isEmpty()) {
            if (patience.isNegative()) {
                throw new NotSettledException("the " + reader + " lags behind on " + left
                        + "; is errata running? Try again later, or with an earlier --to");
            }
            pause.sleep(LOOK);
            patience = patience.minus(LOOK);
            left = behind.partitions();
        }
    }

    @FunctionalInterface
    private interface Behind {
        Set<TopicPartition> partitions() throws SQLException;
    }
}
