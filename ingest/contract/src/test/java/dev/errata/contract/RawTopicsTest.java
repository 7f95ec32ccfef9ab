package dev.errata.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RawTopicsTest {
    private static final RawTopics TOPICS = new RawTopics(Map.of("acme.errata", "acme", "errata.shop", "shop"));

    @Test
    void topics_ofProjects_standBesideTheSharedOnes() {
        assertThat(TOPICS.events()).containsExactly("errata.events", "acme.errata.events", "errata.shop.events");
        assertThat(TOPICS.counted())
                .contains("errata.traffic", "acme.errata.traffic")
                .hasSize(6);
        assertThat(TOPICS.all())
                .contains("errata.outcomes", "errata.shop.outcomes")
                .hasSize(9);
    }

    @Test
    void projectOf_aProjectsTopic_isThatProject() {
        assertThat(TOPICS.projectOf("acme.errata.traffic")).isEqualTo("acme");
        assertThat(TOPICS.projectOf("errata.shop.events")).isEqualTo("shop");
    }

    @Test
    void projectOf_aSharedOrUnknownTopic_isNobody() {
        assertThat(TOPICS.projectOf(Topics.EVENTS)).isNull();
        assertThat(TOPICS.projectOf("acme.events")).isNull();
        assertThat(TOPICS.projectOf("acme")).isNull();
    }

    @Test
    void prefix_ofTheSharedTopics_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RawTopics(Map.of("errata", "acme")))
                .withMessage("the topics errata.* are shared by all projects");
    }
}
