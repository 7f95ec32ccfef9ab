package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.CellCodec;
import dev.errata.core.TimeRules;
import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Input;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;

/** The cube alone, fed with partials of two partitions of events and one of traffic. */
final class CubeDriver implements AutoCloseable {
    static final TopologySettings SETTINGS =
            new TopologySettings(TimeRules.DEFAULT, RawTopics.SHARED, Map.of(Topics.EVENTS, 2, Topics.TRAFFIC, 1), 1);
    static final Input EVENTS_0 = new Input(Topics.EVENTS, 0);
    static final Input EVENTS_1 = new Input(Topics.EVENTS, 1);
    static final Input TRAFFIC_0 = new Input(Topics.TRAFFIC, 0);

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Partial> partials;
    private final ToldCells told = new ToldCells();

    CubeDriver(Path stateDirectory) {
        this(stateDirectory, TopologySettings.DEFAULT_MAX_KEYS);
    }

    CubeDriver(Path stateDirectory, int maxKeys) {
        var settings = new TopologySettings(
                SETTINGS.rules(), SETTINGS.topics(), SETTINGS.partitions(), SETTINGS.cubePartitions(), maxKeys);
        var builder = new StreamsBuilder();
        builder.stream("partials", Consumed.with(Serdes.String(), PartialSerde.serde()))
                .process(new CubeSupplier(settings, new StreamClients(settings, Flushing.VIRTUAL_TIME)))
                .mapValues(CellCodec::encode)
                .to(Topics.RATES, Produced.with(Serdes.String(), Serdes.ByteArray()));
        var config = TopologyDriver.config(stateDirectory);
        driver = new TopologyTestDriver(builder.build(), config);
        partials = driver.createInputTopic(
                "partials", new StringSerializer(), PartialSerde.serde().serializer());
    }

    void pipe(Input input, Instant reached, Content content) {
        partials.pipeInput("shop", new Partial(input, reached, content), reached);
    }

    void errors(Input input, Instant reached, String code, Instant window, long count) {
        pipe(input, reached, Samples.errors(code, window, count));
    }

    void tick(Input input, Instant reached) {
        pipe(input, reached, new Partial.Tick());
    }

    void tickAll(Instant reached) {
        SETTINGS.inputs().forEach(input -> tick(input, reached));
    }

    /** What was told so far. */
    ToldCells told() {
        var output = driver.createOutputTopic(Topics.RATES, new StringDeserializer(), new ByteArrayDeserializer());
        output.readRecordsToList().forEach(record -> told.take(record.key(), record.value()));
        return told;
    }

    <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    @Override
    public void close() {
        driver.close();
    }
}
