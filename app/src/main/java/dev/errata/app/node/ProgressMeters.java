package dev.errata.app.node;

import static java.util.stream.Collectors.toMap;

import dev.errata.streams.TopologyProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the log and the topology have come, seen from outside, by a wall clock that no result depends on. While Kafka does
 * not answer, the ages go on growing. Owns a thread and a client.
 */
final class ProgressMeters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressMeters.class);
    private static final Duration RHYTHM = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** A topology that is well commits each second. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final double MILLIS = 1_000;

    private final Admin admin;
    private final TopologyProgress progress;
    private final Map<TopicPartition, Long> lastAppend;
    private final Map<TopicPartition, Boolean> behind = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService rhythm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("errata-progress").daemon().factory());

    private ProgressMeters(Admin admin, Kafka kafka) {
        this.admin = admin;
        this.progress = new TopologyProgress(admin);
        var now = clock.millis();
        this.lastAppend = new ConcurrentHashMap<>(kafka.raw().counted().stream()
                .flatMap(topic -> IntStream.range(0, kafka.partitions(topic))
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(toMap(partition -> partition, _ -> now)));
    }

    /** Looks every 10 s. */
    @SuppressWarnings("FutureReturnValueIgnored") // it runs until the clock is shut down and never throws
    static ProgressMeters start(Kafka kafka, MeterRegistry registry) {
        var meters = new ProgressMeters(Admin.create(kafka.connection()), kafka);
        meters.register(registry);
        meters.rhythm.scheduleWithFixedDelay(meters::look, 0, RHYTHM.toSeconds(), TimeUnit.SECONDS);
        return meters;
    }

    private void register(MeterRegistry registry) {
        for (var partition : lastAppend.keySet()) {
            var tags = Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.partition()));
            Gauge.builder("errata.log.tick.age", () -> age(partition))
                    .description("Since the last record of a raw partition, ticks included, was appended")
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("errata.topology.behind", () -> behind.getOrDefault(partition, false) ? 1 : 0)
                    .description("Whether something that was appended a minute ago is not counted yet: 1 or 0")
                    .tags(tags)
                    .register(registry);
        }
    }

    private double age(TopicPartition partition) {
        var now = clock.millis();
        return Math.max(0, now - lastAppend.getOrDefault(partition, now)) / MILLIS;
    }

    private void look() {
        try {
            progress.lastAppends(lastAppend.keySet())
                    .forEach((partition, time) -> lastAppend.merge(partition, time.toEpochMilli(), Math::max));
            var committed = progress.committed();
            progress.appendedBy(lastAppend.keySet(), minuteAgo())
                    .forEach((partition, offset) ->
                            behind.put(partition, committed.getOrDefault(partition, 0L) < offset));
        } catch (KafkaException | IllegalStateException e) {
            LOG.warn("how far the topology has come is not known: {}", e.getMessage());
        }
    }

    private Instant minuteAgo() {
        return clock.instant().minus(PATIENCE);
    }

    @Override
    public void close() {
        rhythm.shutdownNow();
        admin.close(CLOSE_TIMEOUT);
    }
}
