package dev.errata.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicSetupIT {
    private static final short ONE = 1;

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
                .containsOnlyKeys(Stream.concat(acme.all().stream(), Stream.of(Topics.RATES))
                        .toArray(String[]::new));
        assertThat(timestampType("errata.acme.events")).isEqualTo("LogAppendTime");
    }

    @Test
    void topics_made_haveThePartitionsAskedFor() {
        var topics = cluster.setup().ensure(3, ONE);

        assertThat(topics)
                .containsOnlyKeys(Topics.EVENTS, Topics.TRAFFIC, Topics.OUTCOMES, Topics.RATES)
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

        assertThatIllegalStateException()
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

    private String timestampType(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return Cluster.get(cluster.admin().describeConfigs(List.of(resource)).all()).values().stream()
                .map(config -> config.get("message.timestamp.type").value())
                .findFirst()
                .orElseThrow();
    }
}
