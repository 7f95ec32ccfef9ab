package dev.errata.streams;

import static java.util.Objects.requireNonNull;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.TimeRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology, with one partition of each raw topic. Every record comes with its append time. */
final class TopologyDriver implements AutoCloseable {
    static final TopologySettings SETTINGS = settings(RawTopics.SHARED);

    private static final byte[] MARK = {'1'};

    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final ToldCells told = new ToldCells();

    TopologyDriver(Path stateDirectory) {
        this(stateDirectory, RawTopics.SHARED);
    }

    TopologyDriver(Path stateDirectory, RawTopics topics) {
        var config = config(stateDirectory);
        driver = new TopologyTestDriver(new ErrorTopology(settings(topics), config).get(), config);
        for (var topic : topics.counted()) {
            inputs.put(topic, driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()));
        }
    }

    private static TopologySettings settings(RawTopics topics) {
        var onePartition = topics.counted().stream().collect(Collectors.toMap(topic -> topic, _ -> 1));
        return new TopologySettings(TimeRules.DEFAULT, topics, onePartition, 1);
    }

    static Properties config(Path stateDirectory) {
        return StreamsEngine.config(Map.of("bootstrap.servers", "nowhere:9092"), stateDirectory, 1);
    }

    void event(ErrorEvent event, Instant appended) {
        event(Topics.EVENTS, event, appended);
    }

    void event(String topic, ErrorEvent event, Instant appended) {
        pipe(topic, record(new ErrorEventCodec().encode(event), appended));
    }

    void resentEvent(ErrorEvent event, Instant appended) {
        var record = record(new ErrorEventCodec().encode(event), appended);
        record.headers().add(Topics.RESEND_HEADER, MARK);
        pipe(Topics.EVENTS, record);
    }

    void eventBytes(byte @Nullable [] value, Instant appended) {
        pipe(Topics.EVENTS, record(value, appended));
    }

    void traffic(TrafficRecord record, Instant appended) {
        traffic(Topics.TRAFFIC, record, appended);
    }

    void traffic(String topic, TrafficRecord record, Instant appended) {
        pipe(topic, record(new TrafficRecordCodec().encode(record), appended));
    }

    void trafficBytes(byte @Nullable [] value, Instant appended) {
        pipe(Topics.TRAFFIC, record(value, appended));
    }

    void tick(Instant appended) {
        tickEvents(appended);
        tickTraffic(appended);
    }

    void tickEvents(Instant appended) {
        tick(Topics.EVENTS, appended);
    }

    void tickTraffic(Instant appended) {
        tick(Topics.TRAFFIC, appended);
    }

    void tick(String topic, Instant appended) {
        pipe(topic, tickRecord(appended));
    }

    private void pipe(String topic, TestRecord<byte[], byte[]> record) {
        requireNonNull(inputs.get(topic)).pipeInput(record);
    }

    /** What was told so far. */
    ToldCells told() {
        var output = driver.createOutputTopic(Topics.RATES, new StringDeserializer(), new ByteArrayDeserializer());
        output.readRecordsToList().forEach(record -> told.take(record.key(), record.value()));
        return told;
    }

    @Override
    public void close() {
        driver.close();
    }

    private static TestRecord<byte[], byte[]> tickRecord(Instant appended) {
        var record = record(new byte[0], appended);
        record.headers().add(Topics.TICK_HEADER, MARK);
        return record;
    }

    private static TestRecord<byte[], byte[]> record(byte @Nullable [] value, Instant appended) {
        return new TestRecord<>(null, value, new RecordHeaders(), appended);
    }
}
