package dev.errata.app.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.errata.app.config.PostgresAddress;
import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.app.config.TopicsConfig;
import dev.errata.contract.Topics;
import dev.errata.embedded.LocalBroker;
import dev.errata.embedded.LocalPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that lets everybody do what the documentation's table says they need, and nothing else: nobody but who sets up
 * may make or alter a topic.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RightsIT {
    private static final List<String> USERS =
            List.of(LocalBroker.ADMIN, "setup", "gateway", "analytics", "api", "nobody");

    private Path directory;
    private LocalBroker broker;
    private LocalPostgres database;
    private Admin admin;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        var passwords = USERS.stream().collect(Collectors.toMap(user -> user, RightsIT::password));
        broker = LocalBroker.startGuarded(directory.resolve("kafka"), 0, passwords);
        database = LocalPostgres.start(directory.resolve("postgres"), 0);
        admin = client(LocalBroker.ADMIN);
        admin.createAcls(AclTable.read()).all().get();
        SchemaAdmin.migrate(new PostgresAddress(database.jdbcUrl(), database.user(), database.password()));
    }

    @AfterAll
    void stop() {
        admin.close();
        database.close();
        broker.close();
    }

    @Test
    @Order(1)
    void roles_withoutTopics_sayWhichAreMissing() {
        assertThatThrownBy(() -> Roles.analytics(config(Reader.ANALYTICS, "analytics"), quiet()))
                .isInstanceOfSatisfying(
                        StartFailedException.class, e -> assertThat(e.failure()).isEqualTo(StartFailure.TOPICS_UNFIT))
                .hasMessageContaining("errata.events is missing")
                .hasMessageContaining("errata-analytics-partials-repartition is missing");
    }

    @Test
    @Order(2)
    void topics_appliedByOneWithoutTheRight_areRefused() throws Exception {
        try (var topics = TopicAdmin.connect(topicsConfig("analytics"))) {
            assertThatThrownBy(topics::apply)
                    .isInstanceOf(KafkaUnreachableException.class)
                    .hasMessageContaining("refuses");
        }
    }

    @Test
    @Order(3)
    void topics_appliedByOneWithTheRight_areAsTheyShouldBe() throws Exception {
        try (var topics = TopicAdmin.connect(topicsConfig("setup"))) {
            assertThat(topics.differences()).hasSizeGreaterThan(5);
            assertThat(topics.apply()).isEmpty();
        }
    }

    @Test
    @Order(4)
    void roles_withoutCreateAndAlter_countAndStore() throws Exception {
        assertMayNotCreate("gateway");
        assertMayNotCreate("analytics");
        try (var gateway = Roles.gateway(config(Reader.GATEWAY, "gateway"), quiet());
                var analytics = Roles.analytics(config(Reader.ANALYTICS, "analytics"), quiet());
                var poster = new Poster(gateway.address())) {
            assertThat(analytics.management()).isEqualTo(analytics.address());
            var event = TestEvents.at(Instant.now(), "rate_limit_error", 1);
            await().atMost(Audit.PATIENCE).until(() -> poster.post(List.of(event), true));
            assertThat(poster.post(List.of(TestEvents.at(Instant.now(), "server_error", 2)), false))
                    .isTrue();
            await().atMost(Audit.PATIENCE)
                    .untilAsserted(() -> assertThat(stored()).isEqualTo("2 events, 2 counted"));
        }
    }

    @Test
    @Order(5)
    void login_unknown_isToldApart() {
        assertThatThrownBy(() -> Roles.gateway(config(Reader.GATEWAY, "stranger"), quiet()))
                .isInstanceOfSatisfying(
                        StartFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(StartFailure.KAFKA_UNREACHABLE))
                .hasMessageContaining("Authentication failed");
    }

    @Test
    @Order(6)
    void principal_withoutAnyRight_isToldWhichItLacks() {
        assertThatThrownBy(() -> Roles.gateway(config(Reader.GATEWAY, "nobody"), quiet()))
                .hasMessageContaining("errata.events cannot be looked at: this principal lacks the right to Describe");
    }

    @Test
    @Order(7)
    void topic_withTheClientsTime_isNamedWithItsSetting() throws Exception {
        var traffic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.TRAFFIC);
        alter(traffic, "CreateTime");
        try {
            assertThatThrownBy(() -> Roles.analytics(config(Reader.ANALYTICS, "analytics"), quiet()))
                    .hasMessageContaining("errata.traffic has message.timestamp.type=CreateTime; wanted: LogAppendTime")
                    .message()
                    .doesNotContain("errata.events has");
            try (var topics = TopicAdmin.connect(topicsConfig("setup"))) {
                assertThat(topics.differences()).hasSize(1);
                assertThat(topics.apply()).isEmpty();
            }
        } finally {
            alter(traffic, "LogAppendTime");
        }
    }

    @Test
    @Order(8)
    void topicsOfTheTopology_withOtherPartitions_areToBeMendedByHand() throws Exception {
        var name = "errata-analytics-partials-repartition";
        admin.deleteTopics(List.of(name)).all().get();
        await().atMost(Audit.PATIENCE).ignoreExceptions().until(() -> {
            admin.createTopics(List.of(new NewTopic(name, 5, (short) 1))).all().get();
            return true;
        });
        await().atMost(Audit.PATIENCE).ignoreExceptions().until(() -> partitions(name) == 5);
        try (var topics = TopicAdmin.connect(topicsConfig("setup"))) {
            assertThat(topics.apply()).containsExactly(name + " has partitions 5; wanted: 2 (to be changed by hand)");
        }
    }

    private int partitions(String topic) throws Exception {
        var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
        return described.values().stream()
                .mapToInt(description -> description.partitions().size())
                .sum();
    }

    private void assertMayNotCreate(String user) {
        try (var own = client(user)) {
            var topic = new NewTopic("errata.more", 1, (short) 1);
            assertThatThrownBy(() -> own.createTopics(List.of(topic)).all().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private void alter(ConfigResource topic, String timestampType) throws Exception {
        var operation = new AlterConfigOp(new ConfigEntry("message.timestamp.type", timestampType), OpType.SET);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(operation))).all().get();
        // A broker learns of it a moment later.
        await().atMost(Audit.PATIENCE)
                .until(() -> admin.describeConfigs(List.of(topic)).all().get().values().stream()
                        .allMatch(config -> timestampType.equals(
                                config.get("message.timestamp.type").value())));
    }

    private String stored() throws Exception {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT (SELECT count(*) FROM event) || ' events, '"
                        + " || (SELECT sum(stream_count + sink_count) FROM rate_10s) || ' counted'")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private Admin client(String user) {
        var config = new HashMap<String, Object>();
        login(user).forEach(line -> config.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        config.put("bootstrap.servers", broker.bootstrapServers());
        return Admin.create(config);
    }

    private RoleConfig config(Reader role, String user) throws Exception {
        var flags = Map.of(
                "--kafka-bootstrap-servers", broker.bootstrapServers(),
                "--kafka-config", file(user).toString(),
                "--postgres-url", database.jdbcUrl(),
                "--postgres-user", database.user(),
                "--port", "0",
                "--management-port", "0",
                "--data", directory.toString());
        return RoleConfig.of(role, Map.of(), flags);
    }

    private TopicsConfig topicsConfig(String user) throws Exception {
        var flags = Map.of(
                "--kafka-bootstrap-servers",
                broker.bootstrapServers(),
                "--kafka-config",
                file(user).toString(),
                "--partitions",
                "2",
                "--replication",
                "1");
        return TopicsConfig.of(Map.of(), flags);
    }

    private Path file(String user) throws IOException {
        return Files.write(directory.resolve(user + ".properties"), login(user).toList());
    }

    private static Stream<String> login(String user) {
        return Stream.of(
                "security.protocol=SASL_PLAINTEXT",
                "sasl.mechanism=PLAIN",
                "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password(user)));
    }

    private static String password(String user) {
        return "of-" + user;
    }

    private static StartUpReport quiet() {
        return new StartUpReport(new PrintWriter(OutputStream.nullOutputStream(), false, UTF_8), System::nanoTime);
    }
}
