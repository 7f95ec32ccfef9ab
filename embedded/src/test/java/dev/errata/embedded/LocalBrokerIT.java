package dev.errata.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.embedded.StartException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerIT {

    private static final String TOPIC = "letters";

    @TempDir
    Path directory;

    @Test
    void transaction_committed_isReadAndAbortedIsNot() throws Exception {
        try (var broker = LocalBroker.start(directory, 0)) {
            createTopic(broker);
            try (var producer = transactionalProducer(broker)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "aborted")).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "committed")).get();
                producer.commitTransaction();
            }
            assertThat(readOne(broker)).isEqualTo("committed");
        }
    }

    @Test
    void records_afterCleanRestart_areThere() throws Exception {
        try (var broker = LocalBroker.start(directory, 0)) {
            createTopic(broker);
            send(broker, "kept");
        }
        try (var broker = LocalBroker.start(directory, 0)) {
            assertThat(readOne(broker)).isEqualTo("kept");
        }
    }

    @Test
    void records_afterKill_areThereAndWritingGoesOn() throws Exception {
        try (var other = ChildJvm.start(Child.class, directory)) {
            other.kill();
        }
        try (var broker = LocalBroker.start(directory, 0)) {
            send(broker, "another");
            assertThat(readOne(broker)).isEqualTo("acknowledged");
        }
    }

    @Test
    void unknownTopic_whenWrittenTo_isNotCreated() throws Exception {
        try (var broker = LocalBroker.start(directory, 0);
                var admin = Admin.create(client(broker))) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> send(broker, "nowhere"));
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void start_whenPortIsTaken_saysWhichPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> LocalBroker.start(directory, taken.getLocalPort()))
                    .withMessageContaining("port " + taken.getLocalPort())
                    .matches(failure -> failure.reason() == Reason.PORT_IN_USE);
        }
        LocalBroker.start(directory, 0).close();
    }

    @Test
    void start_whileTheDirectoryIsUsed_isRefused() {
        try (var first = LocalBroker.start(directory, 0)) {
            assertThat(first.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> LocalBroker.start(directory, 0))
                    .matches(failure -> failure.reason() == Reason.DATA_DIRECTORY_IN_USE);
        }
    }

    @Test
    void start_onAnotherNodesData_saysThatTheDirectoryIsBroken() throws IOException {
        LocalBroker.start(directory, 0).close();
        var identity = directory.resolve("logs/meta.properties");
        Files.writeString(identity, Files.readString(identity).replace("node.id=1", "node.id=2"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> LocalBroker.start(directory, 0))
                .withMessageContaining(directory.toString())
                .matches(failure -> failure.reason() == Reason.DATA_DIRECTORY_BROKEN);
    }

    private static void createTopic(LocalBroker broker) throws Exception {
        try (var admin = Admin.create(client(broker))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void send(LocalBroker broker, String value) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "max.block.ms", 3000);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static KafkaProducer<String, String> transactionalProducer(LocalBroker broker) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "writer");
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static String readOne(LocalBroker broker) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                1);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            return consumer.poll(Duration.ofSeconds(60)).iterator().next().value();
        }
    }

    private static Map<String, Object> client(LocalBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    /** Has a record acknowledged, then waits to be killed. */
    static final class Child {
        public static void main(String[] args) throws Exception {
            var broker = LocalBroker.start(Path.of(args[0]), 0);
            createTopic(broker);
            send(broker, "acknowledged");
            ChildJvm.readyForever();
        }
    }
}
