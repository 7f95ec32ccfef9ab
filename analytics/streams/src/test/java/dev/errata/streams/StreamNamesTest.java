package dev.errata.streams;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Collection;
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
    private static final Path NOWHERE = Path.of("target", "no-state");

    @Test
    void nodes_ofTheTopology_areThese() {
        assertThat(nodes().map(Node::name).collect(toSet()))
                .containsExactlyInAnyOrder(
                        "events",
                        "traffic",
                        "count-events",
                        "admit-traffic",
                        "merge-partials",
                        "partials-repartition-filter",
                        "partials-repartition-sink",
                        "partials-repartition-source",
                        "cube",
                        "rates");
    }

    @Test
    void topics_ofTheTopology_areThese() {
        assertThat(nodes().flatMap(StreamNamesTest::topics).collect(toSet()))
                .containsExactlyInAnyOrder("errata.events", "errata.traffic", "partials-repartition", "errata.rates");
    }

    @Test
    void stores_ofTheTopology_areThese() {
        assertThat(nodes().flatMap(StreamNamesTest::stores).collect(toSet()))
                .containsExactlyInAnyOrder("errors", "totals", "watermarks");
    }

    @Test
    void application_always_hasThisName() {
        assertThat(TopologyDriver.config(NOWHERE))
                .containsEntry(StreamsConfig.APPLICATION_ID_CONFIG, "errata-analytics");
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

    private static Stream<Node> nodes() {
        var topology = new ErrorTopology(TopologyDriver.SETTINGS, TopologyDriver.config(NOWHERE)).get();
        return topology.describe().subtopologies().stream()
                .map(Subtopology::nodes)
                .flatMap(Collection::stream);
    }

    private static Stream<String> topics(Node node) {
        return switch (node) {
            case Source source -> source.topicSet().stream();
            case Sink sink -> Stream.of(sink.topic());
            default -> Stream.empty();
        };
    }

    private static Stream<String> stores(Node node) {
        return node instanceof Processor processor ? processor.stores().stream() : Stream.empty();
    }
}
