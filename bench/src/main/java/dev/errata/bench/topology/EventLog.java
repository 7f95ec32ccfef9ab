package dev.errata.bench.topology;

import dev.errata.bench.CpuMeter;
import dev.errata.bench.broker.BrokerProcess;
import dev.errata.contract.RawTopics;
import dev.errata.streams.Ticker;
import dev.errata.streams.TopicSetup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker of its own with events in it, and with the ticks that came while they were written. They are written by a
 * transaction that stays open: nobody who reads what is committed sees any of them until all may see all. Used by one
 * thread.
 */
final class EventLog implements AutoCloseable {
    static final int PARTITIONS = 6;

    /** Fewer of the same events, for those who need long for each. */
    static final String SAMPLE = "sample.events";

    private static final int SEED = 20_260_301;
    private static final long TO_THE_END = -1;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final BrokerProcess broker;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KeyedEvents events;
    private boolean filled;

    private EventLog(BrokerProcess broker, int keys) throws Exception {
        this.broker = broker;
        events = new KeyedEvents(keys, SEED);
        admin = Admin.create(connection());
        new TopicSetup(admin, RawTopics.SHARED).ensure(PARTITIONS, (short) 1);
        admin.createTopics(List.of(new NewTopic(SAMPLE, PARTITIONS, (short) 1)))
                .all()
                .get();
        producer = producer();
        producer.initTransactions();
    }

    /** Without an event, to be filled with such of so many series. */
    static EventLog of(int keys) throws Exception {
        var broker = BrokerProcess.start();
        try {
            return new EventLog(broker, keys);
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    /** Writes so many events to the topic, which can be read once the log is opened. */
    @SuppressWarnings("FutureReturnValueIgnored") // a transaction in which one failed is not committed
    void fill(String topic, long length) {
        producer.beginTransaction();
        filled = true;
        try (var _ = Ticker.start(connection(), RawTopics.SHARED.counted())) {
            for (long i = 0; i < length; i++) {
                var event = events.next(Instant.now().truncatedTo(ChronoUnit.MILLIS));
                producer.send(new ProducerRecord<>(topic, (int) (i % PARTITIONS), null, event));
            }
            producer.flush();
        }
    }

    /** From now on everybody sees what was written. */
    void open() {
        producer.commitTransaction();
        filled = false;
    }

    /** Nothing of it is left for who comes next. */
    void clear(String topic) throws Exception {
        if (filled) {
            producer.abortTransaction();
            filled = false;
        }
        var all = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, _ -> RecordsToDelete.beforeOffset(TO_THE_END)));
        admin.deleteRecords(all).all().get();
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

    /**
     * One request at a time: on a new topic Kafka 4.3.1 may refuse the first one, and then those behind it for minutes.
     */
    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = Map.of(
                "max.in.flight.requests.per.connection",
                1,
                "transactional.id",
                "event-log",
                "transaction.timeout.ms",
                (int) PATIENCE.toMillis(),
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
        producer.close(Duration.ZERO);
        admin.close();
        broker.close();
    }
}
