package dev.errata.store.sink;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;

/** Meters {@code errata.sink.*}, tagged with the sink's name. One for all {@link SinkWorker}s of a sink. */
public final class MicrometerSinkMetrics implements SinkMetrics {
    private static final String SINK = "sink";
    private static final double MILLIS = 1_000;

    private final Counter stored;
    private final Counter duplicates;
    private final Counter deadLetters;
    private final Counter fenced;
    private final Counter retried;
    private final Timer transaction;
    private final Counter withoutBody;
    private final Map<TopicPartition, Long> lag = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> reached = new ConcurrentHashMap<>();
    private final Map<Reason, Counter> reasons = new EnumMap<>(Reason.class);
    private final Map<Integer, AtomicLong> openBreakers = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final String sink;
    private final InstantSource clock;

    /** Registers all of them, so that each is there at zero before anything happens. */
    public MicrometerSinkMetrics(MeterRegistry registry, String sink, InstantSource clock) {
        this.registry = registry;
        this.sink = sink;
        this.clock = clock;
        stored = records("stored", sink, registry);
        duplicates = records("duplicate", sink, registry);
        deadLetters = records("dead_letter", sink, registry);
        fenced = Counter.builder("errata.sink.fenced")
                .description("Transactions rolled back since another instance had moved the offset")
                .tag(SINK, sink)
                .register(registry);
        retried = Counter.builder("errata.sink.retried")
                .description("Attempts to be made again since Postgres or Kafka was away or busy")
                .tag(SINK, sink)
                .register(registry);
        transaction = Timer.builder("errata.sink.transaction")
                .description("Time of the transactions that went in")
                .tag(SINK, sink)
                .register(registry);
        withoutBody = Counter.builder("errata.sink.bodies.left.out")
                .description("Records whose raw body was not kept: a sample is")
                .tag(SINK, sink)
                .register(registry);
        Gauge.builder("errata.sink.lag", this::totalLag)
                .description("Offsets that wait to be stored, as far as the last fetch told")
                .baseUnit("records")
                .tag(SINK, sink)
                .register(registry);
        Gauge.builder("errata.sink.delay", this::longestDelay)
                .description(
                        "Age of the last record that was stored, where others wait behind it: the worst partition's")
                .baseUnit("seconds")
                .tag(SINK, sink)
                .register(registry);
        for (var reason : Reason.values()) {
            reasons.put(reason, deadLetters(reason));
        }
    }

    private Counter deadLetters(Reason reason) {
        return Counter.builder("errata.dead.letters")
                .description("Records that could not be stored, by why")
                .tag(SINK, sink)
                .tag("reason", reason.code())
                .register(registry);
    }

    private long totalLag() {
        return lag.values().stream().mapToLong(records -> records).sum();
    }

    private double longestDelay() {
        var now = clock.millis();
        return lag.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .mapToLong(entry -> now - reached.getOrDefault(entry.getKey(), now))
                        .max()
                        .orElse(0)
                / MILLIS;
    }

    private AtomicLong breakers(int partition) {
        var open = new AtomicLong();
        Gauge.builder("errata.breaker.open", open, AtomicLong::get)
                .description("Senders so many of whose records are refused that they share a row of dead letters")
                .tag(SINK, sink)
                .tag("partition", Integer.toString(partition))
                .register(registry);
        return open;
    }

    private static Counter records(String result, String sink, MeterRegistry registry) {
        return Counter.builder("errata.sink.records")
                .description("Records by what became of them")
                .tag(SINK, sink)
                .tag("result", result)
                .register(registry);
    }

    @Override
    public void committed(Written written, Duration took) {
        stored.increment(written.stored());
        duplicates.increment(written.duplicates());
        deadLetters.increment(written.deadLettered());
        withoutBody.increment(written.withoutBody());
        transaction.record(took);
    }

    @Override
    public void deadLettered(Reason reason, int records) {
        requireNonNull(reasons.get(reason)).increment(records);
    }

    @Override
    public void fenced() {
        fenced.increment();
    }

    @Override
    public void retried() {
        retried.increment();
    }

    @Override
    public void lag(TopicPartition partition, long records) {
        lag.put(partition, records);
    }

    @Override
    public void reached(TopicPartition partition, long appendedMillis) {
        reached.put(partition, appendedMillis);
    }

    @Override
    public void openBreakers(int partition, int open) {
        openBreakers.computeIfAbsent(partition, this::breakers).set(open);
    }
}
