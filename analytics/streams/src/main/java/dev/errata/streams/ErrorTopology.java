package dev.errata.streams;

import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Topics;
import dev.errata.core.Cell;
import dev.errata.core.CellCodec;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Raw events and totals in, cells of the rate cube and incidents out:
 *
 * <pre>
 * errata.events  ── count-events ──┐                           ┌── cube ──── errata.rates
 *                                  ├── partials (by project) ──┤
 * errata.traffic ── admit-traffic ─┘                           └── detect ── errata.incidents, errata.rates (coverage)
 * </pre>
 *
 * Counts and watermarks reach the topic of partials by the producer, before each commit; see {@link StreamClients}.
 */
public final class ErrorTopology implements Supplier<Topology> {
    private final TopologySettings settings;
    private final Properties config;
    private final StreamClients clients;
    private final InputTally events;
    private final InputTally traffic;
    private final Refusals refusals = new Refusals();

    /**
     * A description only; nothing is connected. Made so it is for virtual time, where nothing is ever committed.
     *
     * @param config the Streams configuration that the topology will run with
     */
    public ErrorTopology(TopologySettings settings, Properties config) {
        this(settings, config, new StreamClients(settings, Flushing.VIRTUAL_TIME));
    }

    /** For the clients that Kafka Streams will be given, too. */
    ErrorTopology(TopologySettings settings, Properties config, StreamClients clients) {
        this.settings = settings;
        this.config = config;
        this.clients = clients;
        events = new InputTally();
        traffic = new InputTally();
    }

    InputTally events() {
        return events;
    }

    InputTally traffic() {
        return traffic;
    }

    Refusals refusals() {
        return refusals;
    }

    @Override
    public Topology get() {
        // Explicit naming is checked only where the builder itself is told.
        var builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(config)));
        var partials = partials(builder).repartition(byProject());
        partials.process(new CubeSupplier(settings, clients), Named.as(StreamNames.CUBE))
                .to(Topics.RATES, Produced.with(Serdes.String(), cells()).withName(StreamNames.RATES));
        var told = partials.process(new DetectSupplier(settings, refusals), Named.as(StreamNames.DETECT));
        told.flatMapValues(Told::incidents, Named.as(StreamNames.FOUND))
                .to(
                        Topics.INCIDENTS,
                        Produced.with(Serdes.String(), incidents()).withName(StreamNames.INCIDENTS));
        told.flatMapValues(Told::cells, Named.as(StreamNames.KNOWN))
                .to(Topics.RATES, Produced.with(Serdes.String(), cells()).withName(StreamNames.COVERAGE));
        return builder.build(config);
    }

    private KStream<String, Partial> partials(StreamsBuilder builder) {
        var rules = settings.rules();
        var topics = settings.topics();
        var counts = raw(builder, topics.events(), StreamNames.EVENTS)
                .process(() -> new CountEvents(rules, topics, clients, events), Named.as(StreamNames.COUNT));
        var totals = raw(builder, topics.traffic(), StreamNames.TRAFFIC)
                .process(() -> new AdmitTraffic(rules, topics, clients, traffic), Named.as(StreamNames.ADMIT));
        return counts.merge(totals, Named.as(StreamNames.MERGE));
    }

    /**
     * Where the log no longer has the next record, a consumer by itself would go on with what there is and tell nobody.
     * A policy of the topology's own makes Kafka Streams move it, which {@link WatchedConsumer} sees.
     */
    private static KStream<byte[], byte[]> raw(StreamsBuilder builder, List<String> topics, String name) {
        return builder.stream(
                topics,
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withOffsetResetPolicy(AutoOffsetReset.earliest())
                        .withName(name));
    }

    private Repartitioned<String, Partial> byProject() {
        return Repartitioned.<String, Partial>as(StreamNames.PARTIALS)
                .withKeySerde(Serdes.String())
                .withValueSerde(PartialSerde.serde())
                .withStreamPartitioner(new PartialRouter())
                .withNumberOfPartitions(settings.cubePartitions());
    }

    private static Serde<Cell> cells() {
        return Serdes.serdeFrom((topic, cell) -> CellCodec.encode(cell), (topic, bytes) -> decode(bytes));
    }

    private static Serde<Incident> incidents() {
        return Serdes.serdeFrom((topic, incident) -> IncidentCodec.encode(incident), (topic, bytes) -> incident(bytes));
    }

    private static Incident incident(byte[] bytes) {
        try {
            return IncidentCodec.decode(bytes);
        } catch (InvalidRecordException e) {
            throw new SerializationException("not an incident", e);
        }
    }

    private static Cell decode(byte[] bytes) {
        try {
            return CellCodec.decode(bytes);
        } catch (InvalidRecordException e) {
            throw new SerializationException("not a cell", e);
        }
    }
}
