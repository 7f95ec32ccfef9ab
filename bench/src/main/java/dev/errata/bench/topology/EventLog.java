package dev.errata.bench.topology;

import dev.errata.bench.CpuMeter;
import dev.errata.bench.broker.BrokerProcess;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.streams.Ticker;
import dev.errata.streams.TopicSetup;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker of its own with events in it, and with the ticks that came while they were written. */
final class EventLog implements AutoCloseable {
    static final int PARTITIONS = 6;

    /** Fewer of the same events, for those who need long for each. */
    static final String SAMPLE = "sample.events";

    private static final int SEED = 20_260_301;

    private final BrokerProcess broker;
    private final int events;
    private final int sample;

    private EventLog(BrokerProcess broker, int events, int sample) {
        this.broker = broker;
        this.events = events;
        this.sample = sample;
    }

    /** Writes so many events of so many series, and a sample of them to the topic {@link #SAMPLE}. */
    static EventLog of(int events, int sample, int keys) throws Exception {
        var broker = BrokerProcess.start();
        try {
            var log = new EventLog(broker, events, sample);
            log.fill(keys);
            return log;
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    int events() {
        return events;
    }

    int sample() {
        return sample;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    CpuMeter cpu() {
        return broker.cpu();
    }

    Map<String, Object> connection() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    private void fill(int keys) throws Exception {
        try (var admin = Admin.create(connection())) {
            new TopicSetup(admin, RawTopics.SHARED).ensure(PARTITIONS, (short) 1);
            admin.createTopics(List.of(new NewTopic(SAMPLE, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        var random = new KeyedEvents(keys, SEED);
        try (var _ = Ticker.start(connection(), RawTopics.SHARED.counted());
                var producer = producer()) {
            write(producer, Topics.EVENTS, events, random);
            write(producer, SAMPLE, sample, random);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the count of what is there shows what is not
    private static void write(KafkaProducer<byte[], byte[]> producer, String topic, int events, KeyedEvents source) {
        for (int i = 0; i < events; i++) {
            var event = source.next(Instant.now().truncatedTo(ChronoUnit.MILLIS));
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, event));
        }
        producer.flush();
    }

    /** One request at a time: on a new topic Kafka 4.3.1 may refuse the first one, and then those behind it for minutes. */
    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = Map.of(
                "max.in.flight.requests.per.connection",
                1,
                "bootstrap.servers",
                bootstrapServers(),
                "compression.type",
                "lz4",
                "linger.ms",
                20,
                "batch.size",
                256 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
