package dev.errata.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupIT {
    private static final short ONE = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicWishes WISHES = new TopicWishes(3, ONE, TopicWishes.RETENTION);

    private Cluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new Cluster();
        cluster.empty();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void rawTopics_made_carryTheAppendTime() throws Exception {
        cluster.setup().ensure(3, ONE);

        assertThat(timestampType(Topics.EVENTS)).isEqualTo("LogAppendTime");
        assertThat(timestampType(Topics.TRAFFIC)).isEqualTo("LogAppendTime");
        assertThat(timestampType(Topics.OUTCOMES)).isEqualTo("LogAppendTime");
    }

    @Test
    void topicsOfAProject_madeBesideTheSharedOnes_carryTheAppendTime() throws Exception {
        var acme = new RawTopics(Map.of("errata.acme", "acme"));

        assertThat(cluster.setup(acme).ensure(1, ONE))
                .containsOnlyKeys(Stream.concat(acme.all().stream(), Stream.of(Topics.RATES, Topics.INCIDENTS))
                        .toArray(String[]::new));
        assertThat(timestampType("errata.acme.events")).isEqualTo("LogAppendTime");
    }

    @Test
    void topics_made_haveThePartitionsAskedFor() {
        var topics = cluster.setup().ensure(3, ONE);

        assertThat(topics)
                .containsOnlyKeys(Topics.EVENTS, Topics.TRAFFIC, Topics.OUTCOMES, Topics.RATES, Topics.INCIDENTS)
                .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(3));
    }

    @Test
    void topics_alreadyThere_keepTheirPartitions() {
        cluster.setup().ensure(2, ONE);
        var topics = cluster.setup().ensure(5, ONE);

        assertThat(topics)
                .allSatisfy((name, topic) -> assertThat(topic.partitions()).hasSize(2));
    }

    @Test
    void rawTopic_withTheClientsTime_isRefusedNamingTheSetting() throws Exception {
        cluster.create(new NewTopic(Topics.TRAFFIC, 1, ONE).configs(Map.of("message.timestamp.type", "CreateTime")));

        assertThatExceptionOfType(TopicsUnfitException.class)
                .isThrownBy(() -> cluster.setup().ensure(1, ONE))
                .withMessageContaining("errata.traffic")
                .withMessageContaining("message.timestamp.type=CreateTime");
    }

    @Test
    void setups_atTheSameTime_allSucceed() {
        var setups = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> cluster.setup().ensure(2, ONE)))
                .limit(4)
                .toArray(CompletableFuture<?>[]::new);

        assertThatCode(() -> CompletableFuture.allOf(setups).join()).doesNotThrowAnyException();
    }

    @Test
    void plan_withoutAnyTopic_isToMakeThemAll_andAppliedIsEmpty() {
        var setup = cluster.setup();
        var plan = setup.plan(WISHES);

        assertThat(plan).hasOnlyElementsOfType(TopicChange.Create.class);
        setup.apply(plan);
        assertThat(setup.plan(WISHES)).isEmpty();
        assertThat(setup.requireAll()).hasSize(plan.size());
    }

    @Test
    void plan_ofATopicThatDiffers_namesTheSetting_andAppliedIsEmpty() throws Exception {
        var setup = cluster.setup();
        setup.apply(setup.plan(WISHES));
        cluster.set(Topics.EVENTS, "retention.ms", "1000");
        cluster.set(Topics.RATES, "cleanup.policy", "compact");

        // A broker learns of it a moment later.
        await().atMost(PATIENCE).until(() -> setup.plan(WISHES).size() == 2);
        var plan = setup.plan(WISHES);

        assertThat(plan.stream().map(TopicChange::text))
                .containsExactlyInAnyOrder(
                        "errata.events has retention.ms=1000; wanted: 604800000",
                        "errata.rates has cleanup.policy=compact; wanted: delete");
        assertThatExceptionOfType(TopicsUnfitException.class)
                .isThrownBy(setup::requireAll)
                .withMessage("errata.rates has cleanup.policy=compact; wanted: delete");
        setup.apply(plan);
        assertThat(setup.plan(WISHES)).isEmpty();
    }

    @Test
    void internalTopics_ofThePlan_areThoseThatKafkaStreamsMakes(@TempDir Path state) throws Exception {
        var setup = cluster.setup();
        setup.ensure(2, ONE);
        try (var engine = Cluster.engine(2, state)) {
            await().atMost(PATIENCE).until(engine::isRunning);
        }

        assertThat(setup.plan(new TopicWishes(2, ONE, TopicWishes.RETENTION))).isEmpty();
    }

    private String timestampType(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Cluster.get(cluster.admin().describeConfigs(List.of(resource)).all()).values().stream()
                .map(config -> config.get("message.timestamp.type").value())
                .findFirst()
                .orElseThrow();
    }
}
