package dev.errata.streams;

import static dev.errata.core.TimeRules.windowOf;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.TimeRules;
import dev.errata.streams.InputTally.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that go past the topology, in the log or on their way, are noticed before it goes on without them. */
class LostRecordsIT {
    private static final int PARTITIONS = 2;
    private static final int EVENTS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Eleven threads, of which each waits for the session of the one before to end. */
    private static final Duration ELEVEN_SESSIONS = Duration.ofMinutes(6);

    private static final TopologySettings SETTINGS = new TopologySettings(
            TimeRules.DEFAULT, RawTopics.SHARED, Map.of(Topics.EVENTS, PARTITIONS, Topics.TRAFFIC, PARTITIONS), 2);

    @TempDir
    private Path state;

    private final Instant time = Instant.now();
    private Cluster cluster;
    private Sender sender;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster();
        cluster.empty();
        cluster.setup().ensure(PARTITIONS, (short) 1);
        sender = new Sender(PARTITIONS);
    }

    @AfterEach
    void stop() {
        sender.close();
        cluster.close();
    }

    /** Nothing follows the dropped record, so it is the commit that would claim it. */
    @Test
    void record_thatWasFetchedAndDropped_isNotCommittedButCountedByAnotherThread() {
        var clients = new ForgetfulClients(SETTINGS);
        try (var engine = engine(clients)) {
            send(EVENTS);
            cluster.awaitCommitted(Topics.EVENTS, EVENTS);
            clients.forgetNext();
            send(1);
            await().atMost(PATIENCE)
                    .until(() ->
                            clients.forgot().filter(thread -> !thread.isAlive()).isPresent());
            awaitCounted(engine, EVENTS + 1);
        }
    }

    /** Their markers, and the records of those that were aborted, take offsets that no record will ever fill. */
    @Test
    void records_ofTransactions_areCountedAcrossOffsetsWithoutARecord() {
        try (var engine = engine(new StreamClients(SETTINGS, Flushing.BEFORE_COMMIT))) {
            sendInTransactions();
            awaitCounted(engine, 2 * EVENTS);
            assertThat(engine.streams().metadataForLocalThreads())
                    .allMatch(thread -> thread.threadName().matches(".*-[12]"), "is one of the first two");
        }
    }

    @Test
    @Tag("faults")
    void log_thatBeginsBehindTheCommit_stopsTheEngine() throws Exception {
        try (var engine = engine(new StreamClients(SETTINGS, Flushing.BEFORE_COMMIT))) {
            send(EVENTS);
            cluster.awaitCommitted(Topics.EVENTS, EVENTS);
            assertThat(engine.hasFailed()).isFalse();
        }
        var committed = cluster.committed(Topics.EVENTS);
        send(EVENTS);
        deleteNext(committed);

        try (var engine = engine(new StreamClients(SETTINGS, Flushing.BEFORE_COMMIT))) {
            await().dontCatchUncaughtExceptions().atMost(ELEVEN_SESSIONS).until(() -> {
                assertThat(engine.events().of(Outcome.COUNTED)).isZero();
                return engine.hasFailed();
            });
        }
        assertThat(cluster.committed(Topics.EVENTS)).isEqualTo(committed);
    }

    private StreamsEngine engine(StreamClients clients) {
        var config = StreamsEngine.config(Cluster.config(), state, 1);
        new Placement(state, 1, 0, new Member("test", Member.SESSION)).configure(config);
        return StreamsEngine.start(config, SETTINGS, clients);
    }

    private void send(int events) {
        for (int i = 0; i < events; i++) {
            sender.event(Samples.event("lost", time));
        }
        sender.flush();
    }

    /** Two transactions that are kept, and two between them that are not. */
    @SuppressWarnings("FutureReturnValueIgnored") // flush waits, and a lost record shows in the counts
    private void sendInTransactions() {
        var config = new HashMap<>(Cluster.config());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "lost-records");
        var event = new ErrorEventCodec().encode(Samples.event("lost", time));
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (var isKept : List.of(true, false, false, true)) {
                producer.beginTransaction();
                for (int i = 0; i < EVENTS; i++) {
                    producer.send(new ProducerRecord<>(Topics.EVENTS, i % PARTITIONS, null, event));
                }
                producer.flush();
                if (isKept) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }

    private void deleteNext(Map<TopicPartition, Long> committed) throws Exception {
        var next = committed.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> RecordsToDelete.beforeOffset(entry.getValue() + 1)));
        Cluster.get(cluster.admin().deleteRecords(next).all());
    }

    /** Waits until the window is told for good. */
    private void awaitCounted(StreamsEngine engine, long events) {
        var told = new ToldCells();
        try (var _ = Ticker.start(Cluster.config(), List.of(Topics.EVENTS, Topics.TRAFFIC));
                var rates = new Reader(Topics.RATES)) {
            await().dontCatchUncaughtExceptions().atMost(PATIENCE).untilAsserted(() -> {
                rates.readInto(told);
                assertThat(engine.hasFailed()).isFalse();
                assertThat(told.errors("lost", windowOf(time))).isEqualTo(events);
                assertThat(told.isClosed("lost", windowOf(time))).isTrue();
            });
        }
    }
}
