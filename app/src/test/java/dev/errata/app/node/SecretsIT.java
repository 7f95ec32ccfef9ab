package dev.errata.app.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEventCodec;
import dev.errata.contract.InvalidRecordException;
import dev.errata.emitter.Errata;
import dev.errata.emitter.ErrataBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Ten thousand secrets go in by every way there is; none of them is anywhere afterwards. */
class SecretsIT {
    private static final Logger LOG = LoggerFactory.getLogger(SecretsIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SECRETS = 10_000;
    private static final int RECORDS = 100;
    private static final String FOREIGN = "acme.errata";

    private final long seed = new Random().nextLong();
    private final Planting planting = new Planting(new Random(seed));
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private int kafkaPort;
    private int postgresPort;

    @SuppressWarnings("NullAway.Init") // started before the test
    private LiveNode node;

    @BeforeEach
    void start() throws Exception {
        LOG.info("seed {}", seed);
        kafkaPort = NodeProcess.freePort();
        postgresPort = NodeProcess.freePort();
        node = LiveNode.start(
                data,
                Map.of(
                        "--kafka-port", Integer.toString(kafkaPort),
                        "--postgres-port", Integer.toString(postgresPort),
                        "--project-topics", FOREIGN + "=acme"));
    }

    @AfterEach
    void stop() {
        node.close();
        http.close();
    }

    @Test
    void secrets_byEveryPath_areNowhere() throws Exception {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var window = Instant.ofEpochSecond(now.getEpochSecond() / 10 * 10);
        post("/v1/events", i -> planting.event(now).toString());
        post("/v1/errors", i -> planting.answer(now).toString());
        post("/v1/traffic", i -> planting.totals(window, i).toString());
        post("/v1/outcomes", i -> planting.outcome(now).toString());
        export("/v1/logs", planting.logs(now, RECORDS));
        export("/v1/traces", planting.spans(now, RECORDS));
        emit(Errata.builder().toGateway(node.node().address(), ""), now);
        emit(Errata.builder().toKafka(bootstrapServers()), now);
        produce("events", i -> planting.event(now).toString());
        produce("events", i -> planting.event(now.minus(3_650, ChronoUnit.DAYS)).toString());
        produce("events", i -> planting.brokenEvent());
        produce("traffic", i -> planting.totals(window, i).toString());
        produce("traffic", i -> planting.brokenEvent());
        produce("outcomes", i -> planting.outcome(now).toString());
        produce("outcomes", i -> planting.brokenEvent());
        assertThat(planting.traces()).hasSizeGreaterThan(SECRETS);

        try (var database = DriverManager.getConnection(NodeProcess.jdbcUrl(postgresPort))) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(count(database, "event")).isEqualTo(7L * RECORDS);
                assertThat(count(database, "dead_letter")).isEqualTo(4L * RECORDS);
                assertThat(count(database, "call_outcome")).isEqualTo(2L * RECORDS);
                assertThat(Books.allClosed(database)).isTrue();
            });
            var leaks = new Leaks(planting.traces());
            leaks.inDump(database);
            leaks.inTopics(bootstrapServers(), topic -> !topic.startsWith(FOREIGN));
            LOG.info(
                    "{} secrets, {} characters looked through",
                    planting.traces().size(),
                    leaks.chars());
            assertThat(leaks.found()).isEmpty();
        }
    }

    /** What these tests look for is there to be found where nobody masks it. */
    @Test
    void secrets_inAForeignTopic_areFoundThere() throws Exception {
        produce("events", i -> planting.event(Instant.now()).toString());

        var leaks = new Leaks(planting.traces());
        leaks.inTopics(bootstrapServers(), topic -> topic.startsWith(FOREIGN));

        assertThat(leaks.found()).hasSizeGreaterThan(planting.traces().size() / 2);
    }

    private void post(String path, IntFunction<String> line) throws IOException, InterruptedException {
        var lines = IntStream.range(0, RECORDS).mapToObj(line).collect(Collectors.joining("\n"));
        var request = HttpRequest.newBuilder(node.node().address().resolve(path))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.body()).as(path).contains("\"accepted\":" + RECORDS);
        assertThat(new Leaks(planting.traces()).foundIn(answer.body()))
                .as("the answer of %s", path)
                .isEmpty();
    }

    /** As an OpenTelemetry exporter would. */
    private void export(String path, ObjectNode body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(node.node().address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).as(path).doesNotContain("rejected");
    }

    /** As an application would that never looks at what it hands over. */
    private void emit(ErrataBuilder builder, Instant time) throws InvalidRecordException {
        try (var errata = builder.build()) {
            for (int i = 0; i < RECORDS; i++) {
                errata.emit(new ErrorEventCodec().decode(planting.event(time)));
            }
            assertThat(errata.flush(PATIENCE)).as("%s", errata.stats()).isTrue();
            assertThat(errata.stats().events().acknowledged()).isEqualTo(RECORDS);
        }
    }

    /** As somebody would who has never heard of masking. */
    @SuppressWarnings("FutureReturnValueIgnored") // a record that is missing fails the test
    private void produce(String kind, IntFunction<String> record) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers(), "max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(
                        FOREIGN + "." + kind, record.apply(i).getBytes(UTF_8)));
            }
            producer.flush();
        }
    }

    private String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    private static long count(Connection database, String table) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
