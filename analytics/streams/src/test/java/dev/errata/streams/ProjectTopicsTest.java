package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static dev.errata.streams.Samples.event;
import static dev.errata.streams.Samples.traffic;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.RawTopics;
import dev.errata.core.Cell;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project with topics of its own beside the shared ones. */
class ProjectTopicsTest {
    private static final RawTopics TOPICS = new RawTopics(Map.of("acme.errata", "acme"));
    private static final Instant AFTER = NOON.plusSeconds(12);

    @TempDir
    private Path state;

    private TopologyDriver topology;

    @BeforeEach
    void start() {
        topology = new TopologyDriver(state, TOPICS);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void event_inAProjectsOwnTopic_countsForThatProjectWhateverItClaims() {
        var event = event("a", NOON).inProject("somebody-else");
        topology.event("acme.errata.events", event, NOON);
        topology.event(event, NOON);
        tickAll();

        assertThat(topology.told().all().values())
                .extracting(cell -> cell.key().project())
                .containsExactlyInAnyOrder("acme", "somebody-else");
    }

    @Test
    void totals_inAProjectsOwnTopic_countForThatProjectWhateverTheyClaim() {
        topology.traffic("acme.errata.traffic", traffic("emitter", 1, NOON, 7).inProject("somebody-else"), NOON);
        tickAll();

        assertThat(topology.told().all().values())
                .extracting(cell -> cell.key().project())
                .containsExactly("acme");
    }

    @Test
    void window_whileOneProjectsTopicsLag_staysOpenForAll() {
        TOPICS.counted().forEach(topic -> topology.tick(topic, NOON));
        topology.event(event("a", NOON), NOON);
        topology.tick(AFTER);
        assertThat(topology.told().all().values()).isNotEmpty().noneMatch(Cell::closed);

        tickAll();
        assertThat(topology.told().all().values()).isNotEmpty().allMatch(Cell::closed);
    }

    private void tickAll() {
        TOPICS.counted().forEach(topic -> topology.tick(topic, AFTER));
    }
}
