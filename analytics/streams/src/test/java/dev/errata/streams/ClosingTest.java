package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static dev.errata.streams.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a window closes. */
class ClosingTest {
    private static final Instant END = NOON.plusSeconds(10);

    @TempDir
    private Path state;

    private TopologyDriver topology;

    @BeforeEach
    void start() {
        topology = new TopologyDriver(state);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void window_notEndedYet_isToldOpen() {
        topology.event(event("a", NOON), NOON);
        topology.tick(END.minusMillis(1));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(1);
        assertThat(topology.told().isClosed("a", NOON)).isFalse();
    }

    @Test
    void window_inSilence_closesByTicksAlone() {
        topology.event(event("a", NOON), NOON);
        for (int second = 1; second <= 11; second++) {
            topology.tick(NOON.plusSeconds(second).plusMillis(second));
        }

        assertThat(topology.told().errors("a", NOON)).isEqualTo(1);
        assertThat(topology.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void window_whileOnePartitionIsSilent_staysOpen() {
        topology.tick(NOON);
        topology.event(event("a", NOON), NOON);
        topology.tickEvents(END.plusSeconds(60));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(1);
        assertThat(topology.told().isClosed("a", NOON)).isFalse();
    }

    @Test
    void window_whileOnePartitionWasNeverHeardOf_staysOpen() {
        topology.event(event("a", NOON), NOON);
        topology.tickEvents(END.plusSeconds(60));

        assertThat(topology.told().isClosed("a", NOON)).isFalse();
    }

    @Test
    void window_onceTheSilentPartitionTicks_closes() {
        topology.tick(NOON);
        topology.event(event("a", NOON), NOON);
        topology.tickEvents(END.plusSeconds(60));
        topology.tickTraffic(END);
        topology.tickEvents(END.plusSeconds(62));

        assertThat(topology.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void window_afterThatWhichCloses_staysOpen() {
        topology.event(event("a", NOON), NOON);
        topology.event(event("a", END), END);
        topology.tick(END.plusSeconds(2));

        assertThat(topology.told().isClosed("a", NOON)).isTrue();
        assertThat(topology.told().isClosed("a", END)).isFalse();
    }
}
