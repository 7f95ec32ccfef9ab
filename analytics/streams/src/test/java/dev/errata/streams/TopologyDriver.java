package dev.errata.streams;

import dev.errata.contract.ErrorEvent;
import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.TrafficRecordCodec;
import dev.errata.core.TimeRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
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
    static final TopologySettings SETTINGS = new TopologySettings(TimeRules.DEFAULT, 1, 1, 1);

    private static final byte[] MARK = {'1'};

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;
    private final TestInputTopic<byte[], byte[]> totals;
    private final ToldCells told = new ToldCells();

    TopologyDriver(Path stateDirectory) {
        var config = config(stateDirectory);
        driver = new TopologyTestDriver(new ErrorTopology(SETTINGS, config).get(), config);
        events = driver.createInputTopic(Topics.EVENTS, new ByteArraySerializer(), new ByteArraySerializer());
        totals = driver.createInputTopic(Topics.TRAFFIC, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Properties config(Path stateDirectory) {
        return StreamsEngine.config(Map.of("bootstrap.servers", "nowhere:9092"), stateDirectory, 1);
    }

    void event(ErrorEvent event, Instant appended) {
        events.pipeInput(record(new ErrorEventCodec().encode(event), appended));
    }

    void resentEvent(ErrorEvent event, Instant appended) {
        var record = record(new ErrorEventCodec().encode(event), appended);
        record.headers().add(Topics.RESEND_HEADER, MARK);
        events.pipeInput(record);
    }

    void eventBytes(byte @Nullable [] value, Instant appended) {
        events.pipeInput(record(value, appended));
    }

    void traffic(TrafficRecord record, Instant appended) {
        totals.pipeInput(record(new TrafficRecordCodec().encode(record), appended));
    }

    void trafficBytes(byte @Nullable [] value, Instant appended) {
        totals.pipeInput(record(value, appended));
    }

    void tick(Instant appended) {
        tickEvents(appended);
        tickTraffic(appended);
    }

    void tickEvents(Instant appended) {
        events.pipeInput(tickRecord(appended));
    }

    void tickTraffic(Instant appended) {
        totals.pipeInput(tickRecord(appended));
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
