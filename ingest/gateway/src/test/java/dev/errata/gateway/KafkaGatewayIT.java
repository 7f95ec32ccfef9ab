package dev.errata.gateway;

import static dev.errata.gateway.GatewayFixture.JSON;
import static dev.errata.gateway.GatewayFixture.event;
import static dev.errata.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway against a real broker, which the tests kill and pause. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaGatewayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BrokerProcess broker;
    private RecordLog log;
    private GatewayFixture gateway;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = new BrokerProcess(directory);
        log = new KafkaRecordLog(broker.connection());
        gateway = new GatewayFixture(log);
        // The first one has the topic made, for which a broker that has just started may take longer than a sender
        // waits.
        await().atMost(PATIENCE).until(() -> post(event()) == 202);
    }

    @AfterAll
    void stop() {
        gateway.close();
        log.close();
        broker.close();
    }

    @AfterEach
    void metrics_atRest_balance() {
        assertThat(gateway.metrics.isBalanced()).isTrue();
    }

    @Test
    void event_acknowledged_isInTheTopic_andItsResendBehindIt() throws Exception {
        var id = "019ca9a0-0000-7000-8000-00000000000a";
        assertThat(post(event(id))).isEqualTo(202);
        assertThat(gateway.post("/v1/events", JSON, event(id), "Errata-Resend", "1")
                        .statusCode())
                .isEqualTo(202);

        var stored = stored(id);
        assertThat(stored).hasSize(2);
        assertThat(stored)
                .extracting(ConsumerRecord::partition)
                .containsOnly(stored.getFirst().partition());
        assertThat(stored.getFirst().headers()).isEmpty();
        assertThat(stored.getLast().headers().lastHeader(Topics.RESEND_HEADER).value())
                .isEqualTo(new byte[] {'1'});
    }

    /** F6: nothing is acknowledged while the broker is away, and nothing has to be restarted when it is back. */
    @Test
    void broker_killed_is503UntilItIsBack() throws Exception {
        var before = "019ca9a0-0000-7000-8000-00000000000b";
        var after = "019ca9a0-0000-7000-8000-00000000000c";
        assertThat(post(event(before))).isEqualTo(202);

        broker.kill();
        assertThatIsAskedToComeBack(gateway.post("/v1/events", JSON, event()));
        assertThatIsAskedToComeBack(gateway.post("/v1/events", JSON, event()));
        broker.restart();

        await().atMost(PATIENCE).until(() -> post(event(after)) == 202);
        assertThat(stored(before)).hasSize(1);
        assertThat(stored(after)).isNotEmpty();
    }

    /** F9: the broker may have the record or not; the sender hears of the doubt and resends with the flag. */
    @Test
    void broker_silent_leavesTheOutcomeUnknown() throws Exception {
        var id = "019ca9a0-0000-7000-8000-00000000000d";
        assertThat(post(event())).isEqualTo(202);

        broker.pause();
        var answer = gateway.post("/v1/events", JSON, event(id));
        broker.resume();

        assertThatIsAskedToComeBack(answer);
        assertThat(json(answer).path("outcome").asString()).isEqualTo("unknown");
        await().atMost(PATIENCE).until(() -> resend(event(id)) == 202);
        assertThat(stored(id)).extracting(KafkaGatewayIT::isResend).contains(true);
    }

    private static void assertThatIsAskedToComeBack(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(1L, 5L);
    }

    private int resend(String event) {
        return gateway.post("/v1/events", JSON, event, "Errata-Resend", "1").statusCode();
    }

    private static boolean isResend(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(Topics.RESEND_HEADER) != null;
    }

    private int post(String event) {
        return gateway.post("/v1/events", JSON, event).statusCode();
    }

    /** All records of one event; the log is read up to its present end. */
    private List<ConsumerRecord<byte[], byte[]>> stored(String id) throws Exception {
        var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var record : everything()) {
            var event = new ErrorEventCodec().decode(record.value());
            if (event.eventId().toString().equals(id)) {
                found.add(record);
            }
        }
        return found;
    }

    private List<ConsumerRecord<byte[], byte[]>> everything() {
        var settings = new HashMap<>(broker.connection());
        var bytes = new ByteArrayDeserializer();
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(partition -> new TopicPartition(Topics.EVENTS, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = consumer.endOffsets(partitions);
            while (end.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
