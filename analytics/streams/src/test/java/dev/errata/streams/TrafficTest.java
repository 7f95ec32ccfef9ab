package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static dev.errata.streams.Samples.traffic;
import static dev.errata.streams.Samples.trafficWithCalls;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.contract.TrafficRecord;
import dev.errata.core.Cell.Calls;
import dev.errata.core.Cell.Traffic;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How totals of several sources and sends become one. */
class TrafficTest {
    private static final Instant LATER = NOON.plusSeconds(12);
    private static final Instant BEYOND_GRACE =
            NOON.plusSeconds(10).plus(TopologyDriver.SETTINGS.rules().grace()).plusMillis(1);

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
    void totals_ofHigherSeq_replace() {
        send(traffic("one", 1, NOON, 90), traffic("one", 2, NOON, 40));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(40, null));
    }

    @Test
    void totals_ofOlderSeq_doNotReplace() {
        send(traffic("one", 2, NOON, 40), traffic("one", 1, NOON, 90));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(40, null));
    }

    @Test
    void totals_sentTwice_countOnce() {
        send(traffic("one", 1, NOON, 90), traffic("one", 1, NOON, 90));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(90, null));
    }

    @Test
    void totals_ofTwoSources_addUp() {
        send(traffic("one", 1, NOON, 90), traffic("two", 1, NOON, 10));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(100, null));
    }

    @Test
    void calls_thatOneSourceKnows_areItsOwn() {
        send(traffic("one", 1, NOON, 90), trafficWithCalls("two", 1, NOON, 10));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(100, new Calls(5, 1, 2)));
    }

    @Test
    void calls_thatTwoSourcesKnow_addUp() {
        send(trafficWithCalls("one", 1, NOON, 90), trafficWithCalls("two", 1, NOON, 10));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(100, new Calls(50, 2, 4)));
    }

    @Test
    void totals_ofTwoWindows_areApart() {
        send(traffic("one", 1, NOON, 90), traffic("one", 2, NOON.plusSeconds(10), 10));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(90, null));
        assertThat(topology.told().traffic(NOON.plusSeconds(10))).isEqualTo(new Traffic(10, null));
    }

    @Test
    void totals_beyondGrace_areNotCounted() {
        topology.traffic(traffic("one", 1, NOON, 90), BEYOND_GRACE);
        topology.tick(BEYOND_GRACE.plusSeconds(2));

        assertThat(topology.told().all()).isEmpty();
    }

    @Test
    void poison_amongTotals_isPassedOver() {
        topology.trafficBytes("{}".getBytes(UTF_8), NOON);
        send(traffic("one", 1, NOON, 90));

        assertThat(topology.told().traffic(NOON)).isEqualTo(new Traffic(90, null));
    }

    private void send(TrafficRecord... records) {
        for (var record : records) {
            topology.traffic(record, LATER);
        }
        topology.tick(LATER.plusSeconds(2));
    }
}
