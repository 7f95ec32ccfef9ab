package dev.errata.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.junit.jupiter.api.Test;

/** The names under which Kafka keeps the topology's state. To change one is to lose what it holds. */
class StreamNamesTest {
    private static final String APPLICATION = String.valueOf(
            TopologyDriver.config(Path.of("target", "no-state")).get(StreamsConfig.APPLICATION_ID_CONFIG));
    private static final Path NOWHERE = Path.of("target", "no-state");

    @Test
    void names_ofTheTopology_areTheReleasedOnes() throws IOException {
        var released = Files.readAllLines(Path.of("src/test/resources/dev/errata/streams/released-names.txt"));

        assertThat(names()).containsExactlyElementsOf(released);
    }

    @Test
    void partials_thatTheProducerSends_goWhereTheTopologyReads() {
        assertThat(names()).contains("topic " + CommittingProducer.TOPIC);
    }

    @Test
    void topologyWithoutNames_underTheSameConfig_isRefused() {
        var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(TopologyDriver.config(NOWHERE))));
        builder.stream("any", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((key, value) -> value, Grouped.with(Serdes.String(), Serdes.String()))
                .count();

        assertThatExceptionOfType(TopologyException.class)
                .isThrownBy(builder::build)
                .withMessageContaining("has not been named");
    }

    private static SortedSet<String> names() {
        var names = new TreeSet<String>();
        names.add("application " + APPLICATION);
        nodes().forEach(node -> {
            names.add("node " + node.name());
            topics(node).forEach(topic -> names.add("topic " + topic));
            stores(node).forEach(store -> {
                names.add("store " + store);
                names.add("topic " + APPLICATION + "-" + store + "-changelog");
            });
        });
        return names;
    }

    private static Stream<Node> nodes() {
        var topology = new ErrorTopology(TopologyDriver.SETTINGS, TopologyDriver.config(NOWHERE)).get();
        return topology.describe().subtopologies().stream()
                .map(Subtopology::nodes)
                .flatMap(Collection::stream);
    }

    private static Stream<String> topics(Node node) {
        return switch (node) {
            case Source source -> source.topicSet().stream().map(StreamNamesTest::inKafka);
            case Sink sink -> Stream.of(inKafka(sink.topic()));
            default -> Stream.empty();
        };
    }

    private static Stream<String> stores(Node node) {
        return node instanceof Processor processor ? processor.stores().stream() : Stream.empty();
    }

    /** Internal topics bear the application's name. */
    private static String inKafka(String topic) {
        return topic.endsWith("-repartition") ? APPLICATION + "-" + topic : topic;
    }
}
