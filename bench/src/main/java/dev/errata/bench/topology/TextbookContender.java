package dev.errata.bench.topology;

import dev.errata.embedded.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The topology that Kafka Streams' own guide leads to: group by code, by type and by model, count each in windows of
 * ten seconds. Default stores, the event as JSON by data binding, exactly once.
 */
final class TextbookContender extends GatedContender {
    private static final String APPLICATION = "textbook";
    private static final int COUNTS = 3;
    private static final int THREADS = 2;

    /** Partitions are not read in step, and what is late for its window would not be counted. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EventLog log;

    private @Nullable KafkaStreams streams;
    private @Nullable Path state;

    /** An event as an application would declare it. */
    record Event(
            String event_id,
            String time,
            String project,
            String app,
            String app_version,
            String env,
            String region,
            String provider,
            String model,
            String operation,
            int status,
            String code,
            String type,
            String message,
            String request_id,
            long latency_ms) {}

    /** @param length of the log in each lap */
    TextbookContender(EventLog log, long length) {
        super(log, EventLog.SAMPLE, length);
        this.log = log;
    }

    @Override
    public String name() {
        return "textbook topology";
    }

    @Override
    LongSupplier begin() throws Exception {
        state = Files.createTempDirectory("errata-bench-textbook");
        var counted = new LongAdder();
        var started = new KafkaStreams(topology(counted).build(), config(state));
        started.start();
        streams = started;
        return () -> counted.sum() / COUNTS;
    }

    @Override
    boolean isSettled() {
        return streams != null && StreamsGroup.isSettled(streams);
    }

    private static StreamsBuilder topology(LongAdder counted) {
        var builder = new StreamsBuilder();
        var events = builder.stream(EventLog.SAMPLE, Consumed.with(Serdes.ByteArray(), events()));
        count(events, Event::code, counted);
        count(events, Event::type, counted);
        count(events, Event::model, counted);
        return builder;
    }

    /** As {@code count()} does it, and tells that it did. */
    private static void count(KStream<byte[], Event> events, Function<Event, String> key, LongAdder counted) {
        events.groupBy((_, event) -> key.apply(event), Grouped.with(Serdes.String(), events()))
                .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofSeconds(10), GRACE))
                .aggregate(
                        () -> 0L,
                        (_, _, count) -> {
                            counted.increment();
                            return count + 1;
                        },
                        Materialized.<String, Long, WindowStore<Bytes, byte[]>>with(Serdes.String(), Serdes.Long()));
    }

    private static Serde<Event> events() {
        return Serdes.serdeFrom(
                (topic, event) -> JSON.writeValueAsBytes(event), (topic, bytes) -> JSON.readValue(bytes, Event.class));
    }

    private Properties config(Path directory) {
        var config = new Properties();
        config.putAll(log.connection());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        config.put("auto.offset.reset", "earliest");
        return config;
    }

    @Override
    void end() throws Exception {
        if (streams != null && state != null) {
            streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
            try (var group = new StreamsGroup(log.connection(), APPLICATION)) {
                group.forget();
            }
            Directories.delete(state);
        }
    }
}
