package dev.errata.app.exactness;

import dev.errata.contract.Topics;
import dev.errata.store.reconcile.SinkOffsets;
import dev.errata.store.sink.SinkConsumers;
import dev.errata.streams.TopologyProgress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Waits, when nobody sends any more, until everything is stored: what was sent, and what follows from it. */
final class Drain {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The cube tells about once a second of the log's time. */
    private static final Duration TELLING = Duration.ofSeconds(2);

    private final Rig rig;
    private final SinkOffsets sinks;
    private final Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();

    Drain(Rig rig) {
        this.rig = rig;
        this.sinks = new SinkOffsets(Work.source(rig.database()));
    }

    /** Where each sink must stand at least, once all is stored. */
    Map<String, Map<TopicPartition, Long>> await() {
        try (var admin = Admin.create(rig.kafka());
                var consumer = SinkConsumers.reader(rig.kafka())) {
            var topology = new TopologyProgress(admin);
            awaitCounted(topology, consumer);
            awaitTicks(topology, raw(consumer).keySet());
            awaitCounted(topology, consumer);
            awaitSink("rate-sink", topology.ends(topology.rates()));
            awaitSink("event-sink", ends(consumer, Topics.EVENTS));
            awaitSink("traffic-sink", ends(consumer, Topics.TRAFFIC));
            return ends;
        }
    }

    private void awaitCounted(TopologyProgress topology, Consumer<byte[], byte[]> consumer) {
        await("topology on raw topics", topology::committed, raw(consumer));
        var internal = topology.committed().keySet().stream()
                .filter(TopologyProgress::isInternal)
                .toList();
        await("topology on its own topics", topology::committed, topology.ends(internal));
    }

    /** Waits until each raw partition has ticks by which what is counted now is told: how long they take is theirs. */
    private static void awaitTicks(TopologyProgress topology, Set<TopicPartition> raw) {
        var told = Collections.max(topology.lastAppends(raw).values()).plus(TELLING);
        Awaitility.await()
                .alias("ticks of " + told)
                .atMost(PATIENCE)
                .until(() -> !topology.reached(raw).isBefore(told));
    }

    private static Map<TopicPartition, Long> raw(Consumer<byte[], byte[]> consumer) {
        var raw = new HashMap<>(ends(consumer, Topics.EVENTS));
        raw.putAll(ends(consumer, Topics.TRAFFIC));
        return raw;
    }

    private void awaitSink(String sink, Map<TopicPartition, Long> upTo) {
        await(sink, () -> sinks.of(sink), upTo);
        ends.put(sink, upTo);
    }

    private static void await(String reader, Callable<Map<TopicPartition, Long>> read, Map<TopicPartition, Long> upTo) {
        Awaitility.await()
                .alias(reader + " up to " + upTo)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    var now = read.call();
                    return upTo.entrySet().stream()
                            .allMatch(end -> now.getOrDefault(end.getKey(), 0L) >= end.getValue());
                });
    }

    private static Map<TopicPartition, Long> ends(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        return consumer.endOffsets(partitions);
    }
}
