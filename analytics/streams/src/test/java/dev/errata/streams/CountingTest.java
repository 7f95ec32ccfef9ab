package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static dev.errata.streams.Samples.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.Cell;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which events count, and where. */
class CountingTest {
    private static final Instant NEXT = NOON.plusSeconds(10);
    private static final Instant GRACE_END =
            NEXT.plus(TopologyDriver.SETTINGS.rules().grace());

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
    void events_ofTwoKeysAndWindows_countApart() {
        topology.event(event("a", NOON), NOON);
        topology.event(event("b", NOON), NOON);
        topology.event(event("a", NEXT), NEXT);
        topology.tick(NEXT.plusSeconds(2));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(1);
        assertThat(topology.told().errors("b", NOON)).isEqualTo(1);
        assertThat(topology.told().errors("a", NEXT)).isEqualTo(1);
        assertThat(topology.told().all()).hasSize(3);
    }

    @Test
    void events_ofOneKeyAndWindow_addUp() {
        topology.event(event("a", NOON), NOON);
        topology.event(event("a", NEXT.minusNanos(1_000)), NEXT);
        topology.tick(NEXT.plusSeconds(2));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(2);
    }

    @Test
    void event_lateWithinGrace_isAddedToTheClosedWindow() {
        topology.event(event("a", NOON), NOON);
        topology.tick(NEXT.plusSeconds(2));
        topology.event(event("a", NOON), GRACE_END);
        topology.tick(GRACE_END.plusSeconds(2));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(2);
        assertThat(topology.told().isClosed("a", NOON)).isTrue();
    }

    @Test
    void event_lateBeyondGrace_isNotCounted() {
        topology.event(event("a", NOON), GRACE_END.plusMillis(1));
        topology.tick(GRACE_END.plusSeconds(2));

        assertThat(topology.told().all()).isEmpty();
    }

    @Test
    void event_flaggedAsResend_isNotCounted() {
        topology.event(event("a", NOON), NOON);
        topology.resentEvent(event("a", NOON), NOON.plusSeconds(1));
        topology.tick(NEXT.plusSeconds(2));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(1);
    }

    @Test
    void poison_amongEvents_isPassedOver() {
        topology.event(event("a", NOON), NOON);
        topology.eventBytes("{\"event_id\":".getBytes(UTF_8), NOON);
        topology.eventBytes(new byte[] {(byte) 0xFF, 0}, NOON);
        topology.event(event("a", NOON), NOON);
        topology.tick(NEXT.plusSeconds(2));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(2);
        assertThat(topology.told().all()).hasSize(1);
    }

    @Test
    void tombstones_onBothTopics_arePassedOver() {
        topology.eventBytes(null, NOON);
        topology.trafficBytes(null, NOON);
        topology.event(event("a", NOON), NOON);
        topology.tick(NEXT.plusSeconds(2));

        assertThat(topology.told().errors("a", NOON)).isEqualTo(1);
        assertThat(topology.told().all()).hasSize(1);
    }

    @Test
    void event_withClockTenYearsAhead_countsWhenAppendedAndDisturbsNoOther() {
        for (int i = 0; i < 1_000; i++) {
            var appended = NOON.plusMillis(i * 100L);
            topology.event(event("a", appended), appended);
            if (i == 500) {
                topology.event(event("ahead", appended, appended.plusSeconds(315_360_000)), appended);
            }
        }
        topology.tick(NOON.plusSeconds(102));

        for (int window = 0; window < 10; window++) {
            assertThat(topology.told().errors("a", NOON.plusSeconds(window * 10L)))
                    .isEqualTo(100);
        }
        assertThat(topology.told().errors("ahead", NOON.plusSeconds(50))).isEqualTo(1);
        assertThat(topology.told().all().values())
                .filteredOn(cell -> cell.count() instanceof Cell.Errors)
                .hasSize(11);
    }

    @Test
    void event_whoseIdIsTenYearsAhead_isNotCountedAndDisturbsNoOther() {
        var ahead = NOON.plusSeconds(315_360_000);
        topology.event(event("ahead", ahead, ahead), NOON);
        topology.event(event("a", NOON), NOON);
        topology.tick(NEXT.plusSeconds(2));

        assertThat(topology.told().all().values()).extracting(Cell::key).containsExactly(Samples.key("a"));
    }
}
