package dev.errata.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.ErrorEventCodec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose producers write to Kafka themselves, into topics that only they may write to. */
class ProjectTopicsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVENTS = 50;

    @TempDir
    private Path data;

    @Test
    void events_inAProjectsOwnTopic_areStoredAndCountedAsThatProjects() throws Exception {
        var kafka = NodeProcess.freePort();
        var postgres = NodeProcess.freePort();
        var ports = Map.of("--kafka-port", Integer.toString(kafka), "--postgres-port", Integer.toString(postgres));
        // The topics come later than the installation, as they do in life.
        try (var node = LiveNode.start(data, ports);
                var poster = new Poster(node.node().address())) {
            assertThat(poster.post(List.of(TestEvents.at(Instant.now(), "shared", 0)), false))
                    .isTrue();
        }
        var flags = Map.of(
                "--kafka-port", Integer.toString(kafka),
                "--postgres-port", Integer.toString(postgres),
                "--project-topics", "acme.errata=acme");
        try (var _ = LiveNode.start(data, flags);
                var database = DriverManager.getConnection(NodeProcess.jdbcUrl(postgres))) {
            produce("127.0.0.1:" + kafka);
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .untilAsserted(() -> assertThat(projects(database)).containsExactly("acme " + EVENTS, "default 1"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(Books.allClosed(database)).isTrue();
                assertThat(Books.differences(database)).isEmpty();
            });
        }
    }

    private static void produce(String bootstrapServers) throws ExecutionException, InterruptedException {
        // The topic has just been made: with one request in flight no batch can overtake another.
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers, "acks", "all", "max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EVENTS; i++) {
                var event = TestEvents.at(Instant.now(), "direct", i).inProject("not-acme");
                producer.send(new ProducerRecord<>(
                                "acme.errata.events", event.eventId().toString(), new ErrorEventCodec().encode(event)))
                        .get();
            }
        }
    }

    private static List<String> projects(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT project, count(*) FROM event GROUP BY 1 ORDER BY 1")) {
            var projects = new ArrayList<String>();
            while (rows.next()) {
                projects.add(rows.getString(1) + " " + rows.getLong(2));
            }
            return projects;
        }
    }
}
